import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { env } from '#lib/env'
import { explainConnection } from '#lib/models/connection'
import { errorIn, kindOf, sentenceOf } from '#lib/models/dialect/errors'
import { at } from '#lib/models/dialect/json'
import { waitSeconds } from '#lib/models/dialect/waits'
import { findModel, isDefault, modelId, type Provider, providerOf } from '#lib/models/providers'
import type { Failure, Spent } from '#lib/models/types'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/** A call that reached the model but gave no usable answer; it may have cost tokens. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly failure: Failure
  spent: Spent
  /** What the model wrote nevertheless. */
  readonly written: string
  constructor(failure: Failure, spent: Spent, written = '') {
    super(failure.code)
    this.failure = failure
    this.spent = spent
    this.written = written
  }
}

/** A call that was paid for in vain is repeated once, not until the money is gone. */
const paid = { retryable: true, triesMax: tunables.paidTriesMax }

/** No provider has the model, since the configuration has changed. Nothing was asked, and nothing is to be paid. */
export function noProvider(model: string): NoAnswer {
  const failure = {
    code: 'model_not_found',
    message: `No provider has the model "${model}" (any more).`,
    ...{ retryable: false, modelSpecific: true },
  }
  const tokens = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0, totalTokens: 0 }
  return new NoAnswer(failure, { model, ...tokens, latencyMs: 0, estimated: false })
}

export const failures = {
  content_policy: {
    code: 'content_policy',
    message: "The provider's content policy refused this.",
    retryable: false,
  },
  tokens_exhausted: {
    code: 'tokens_exhausted',
    message: 'The model used up its token limit before it answered. Raise maxTokens.',
    retryable: false,
  },
  empty_answer: { code: 'empty_answer', message: 'The model gave an empty answer.', ...paid },
  only_thoughts: { code: 'only_thoughts', message: 'The model gave thoughts, but no answer.', ...paid },
  only_tool_calls: {
    code: 'only_tool_calls',
    message: 'The model called a tool instead of answering, though it was offered none.',
    ...paid,
  },
  model_broken_off: {
    code: 'model_failed',
    message: 'The provider broke the answer off.',
    retryable: true,
    outage: true,
  },
  cut_answer: {
    code: 'model_broken_answer',
    message: "The model's answer ends in the middle.",
    ...{ retryable: true, triesMax: tunables.modelFailuresMax },
  },
  model_broken_answer: {
    code: 'model_broken_answer',
    message: "The model's answer could not be read.",
    retryable: true,
  },
} as const satisfies Record<string, Failure>

/**
 * What an error of a model call means for its job, by its status and by what the provider calls it: see `dialect/errors`.
 * https://platform.openai.com/docs/guides/error-codes
 */
export function classify(error: unknown, model: string): Failure {
  if (error instanceof NoAnswer) return error.failure
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError)
    return {
      code: 'model_timeout',
      message: `The model did not answer within ${providerOf(model).timeoutSeconds} seconds.`,
      retryable: true,
      outage: true,
    }
  if (error instanceof APIConnectionError)
    return {
      code: 'model_unreachable',
      message: `The model cannot be reached. ${explainConnection(error, providerOf(model))}`,
      retryable: true,
      outage: true,
    }
  if (error instanceof APIError && error.status !== undefined)
    return ofStatus(error.status, errorIn(error.error), error.headers, model)
  // A body that is cut short or no JSON.
  return failures.model_broken_answer
}

function ofStatus(status: number, error: unknown, headers: Headers | undefined, model: string): Failure {
  const provider = providerOf(model)
  const who = nameOf(provider)
  const asked = waitSeconds(status, headers, error)
  const kind = kindOf(status, error)
  // Without a wait a 402 is an account without money, as OpenRouter and DeepSeek have it.
  if (kind === 'unpaid' || (status === 402 && asked === undefined))
    return {
      code: 'model_quota_exhausted',
      message: isDefault(provider)
        ? "The provider's quota is used up."
        : `The quota of the provider ${provider.name} is used up.`,
      retryable: false,
      modelSpecific: true,
    }
  // Groq answers with 413 to what is more than its tokens a minute.
  if (kind === 'too_long' || (status === 413 && kind !== 'busy'))
    return {
      code: 'context_length_exceeded',
      message: `This is too long for ${model}.`,
      retryable: false,
      modelSpecific: true,
    }
  if (kind === 'filtered' || isFlagged(status, error)) return failures.content_policy
  if (status === 401 || status === 403 || kind === 'unauthorized' || namesApiKey(error))
    return {
      code: 'model_unauthorized',
      message: `${who} refused the key of this server (${provider.settings.apiKey}).`,
      retryable: false,
      // A key may be good for some models only; one that is wrong is good for none of its provider.
      modelSpecific: status === 403,
      providerSpecific: true,
    }
  if (kind === 'unable')
    return {
      code: 'model_refused',
      message: `${model} cannot do what the request asks for.${wordsOf(error)}`,
      retryable: false,
      modelSpecific: true,
    }
  if (status === 404 || kind === 'no_model')
    return {
      code: 'model_not_found',
      message: `${who} has no model "${findModel(model)?.name ?? model}" (any more).${defaultModel(model)}${isError(error) ? '' : wrongAddress}`,
      retryable: false,
      modelSpecific: true,
    }
  if (status === 200 && kind !== 'busy')
    return { code: 'model_failed', message: `${who} answered with an error.`, retryable: true }
  const isLimit = status === 402 || status === 429 || (status < 500 && kind === 'busy')
  if (!isLimit && !passing.includes(status) && status < 500)
    return {
      code: 'model_refused',
      message: `${who} refused the request with status ${status}.${wordsOf(error)}`,
      retryable: false,
      modelSpecific: true,
    }
  return {
    code: isLimit ? 'model_rate_limited' : 'model_failed',
    message: `${who} answered with status ${status}${asked ? ` and asks for a wait of ${Math.ceil(asked)} seconds` : ''}.`,
    retryable: true,
    outage: status >= 500,
    retryAfterSeconds: asked,
  }
}

/** Where there are several they are told apart. */
const nameOf = (provider: Provider) =>
  isDefault(provider) ? 'The provider' : `The provider ${provider.name}`

/** Refusals that pass: 498 is Groq's when its capacity is used up. */
const passing = [408, 409, 425, 498]

const defaultModel = (model: string) =>
  model === modelId(env().OPENAI_MODEL) ? ' Correct OPENAI_MODEL.' : ''

const wrongAddress = ' Or its address is another: most end in /v1.'

/** Whether it is an error as OpenAI's are, rather than a page or what a server says of an unknown path. */
const isError = (error: unknown) => typeof at(error, 'message') === 'string'

const namesApiKey = (error: unknown) => /api_key/.test(`${at(error, 'code')} ${at(error, 'type')}`)

/** OpenRouter answers what its moderation has flagged with 403, as it does for a key. */
const isFlagged = (status: number, error: unknown) =>
  status === 403 && at(error, 'metadata.flagged_input') !== undefined

/** What is the owner's business alone: keys, whole or masked, organizations, projects, and addresses. */
const secrets = /\S*\*{3,}\S*|\b(sk|gsk|xai|org|proj)-[\w-]{4,}|https?:\/\/\S+/g

/** What the provider says about a request that it does not take, as one short line: only it knows what is wrong. */
function wordsOf(error: unknown): string {
  const line = sentenceOf(error).replaceAll('\0', '').replace(secrets, '…').replace(/\s+/g, ' ').trim()
  return line && ` It says: ${cutText(line.toWellFormed(), wordsMax)}`
}

const wordsMax = 300

/**
 * An error in the place of an answer, with a status of 200: its code may be the status that was meant, as OpenRouter's
 * is. LM Studio gives a sentence.
 */
export function reportedFailure(reported: unknown, model: string): Failure {
  const error = errorIn(reported)
  const status = Number(at(error, 'code'))
  const meant = Number.isInteger(status) && status >= 400 && status < 600 ? status : 200
  return ofStatus(meant, error, undefined, model)
}
