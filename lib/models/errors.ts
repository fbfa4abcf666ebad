import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { env } from '#lib/env'
import { explainConnectionError } from '#lib/models/connection'
import { errorIn, kindOf, sentenceOf } from '#lib/models/dialect/errors'
import { at } from '#lib/models/dialect/json'
import { waitSeconds } from '#lib/models/dialect/waits'
import { findModel, isDefault, modelId, type Provider, providerOf } from '#lib/models/providers'
import type { Failure, Spent } from '#lib/models/types'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/** A call that reached the model but returned no usable answer. It may have cost tokens. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly failure: Failure
  spent: Spent
  /** The text that the model wrote anyway. */
  readonly written: string
  constructor(failure: Failure, spent: Spent, written = '') {
    super(failure.code)
    this.failure = failure
    this.spent = spent
    this.written = written
  }
}

/** A call that costs money without an answer is repeated only once, to protect the budget. */
const paid = { retryable: true, triesMax: tunables.paidTriesMax }

/** The error when the configuration has changed and no provider has the model any more. It costs nothing. */
export function noProvider(model: string): NoAnswer {
  const failure = {
    code: 'model_not_found',
    message: `No provider has the model "${model}".`,
    ...{ retryable: false, modelSpecific: true },
  }
  const tokens = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0, totalTokens: 0 }
  return new NoAnswer(failure, { model, ...tokens, latencyMs: 0, estimated: false })
}

export const failures = {
  content_policy: {
    code: 'content_policy',
    message: "The provider's content policy rejected this request.",
    retryable: false,
  },
  tokens_exhausted: {
    code: 'tokens_exhausted',
    message: 'The model used up its token limit before it answered. Raise maxTokens.',
    retryable: false,
  },
  empty_answer: { code: 'empty_answer', message: 'The model gave an empty answer.', ...paid },
  only_thoughts: {
    code: 'only_thoughts',
    message: 'The model returned only reasoning and no answer.',
    ...paid,
  },
  only_tool_calls: {
    code: 'only_tool_calls',
    message: 'The model called a tool instead of answering, although the request had no tools.',
    ...paid,
  },
  model_broken_off: {
    code: 'model_failed',
    message: 'The provider stopped in the middle of the answer.',
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
 * Classifies an error of a model call by its status and by the provider's name for it: see `dialect/errors`.
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
      message: `The model cannot be reached. ${explainConnectionError(error, providerOf(model))}`,
      retryable: true,
      outage: true,
    }
  if (error instanceof APIError && error.status !== undefined)
    return classifyStatus(error.status, errorIn(error.error), error.headers, model)
  // The body is truncated or not JSON.
  return failures.model_broken_answer
}

function classifyStatus(
  status: number,
  error: unknown,
  headers: Headers | undefined,
  model: string,
): Failure {
  const provider = providerOf(model)
  const who = nameOf(provider)
  const asked = waitSeconds(status, headers, error)
  const kind = kindOf(status, error)
  // A 402 without a wait means that the account has no credit (OpenRouter, DeepSeek).
  if (kind === 'unpaid' || (status === 402 && asked === undefined))
    return {
      code: 'model_quota_exhausted',
      message: isDefault(provider)
        ? "The provider's quota is used up."
        : `The quota of the provider ${provider.name} is used up.`,
      retryable: false,
      modelSpecific: true,
    }
  // Groq returns 413 for a request over its tokens per minute.
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
      message: `${who} rejected the key of this server (${provider.settings.apiKey}).`,
      retryable: false,
      // A valid key may lack access to some models (403). An invalid one works for no model of its provider.
      modelSpecific: status === 403,
      providerSpecific: true,
    }
  if (kind === 'unable')
    return {
      code: 'model_refused',
      message: `${model} cannot do what the request asks for.${providerMessage(error)}`,
      retryable: false,
      modelSpecific: true,
    }
  if (status === 404 || kind === 'no_model')
    return {
      code: 'model_not_found',
      message: `${who} has no model "${findModel(model)?.name ?? model}".${defaultModel(model)}${isError(error) ? '' : wrongAddress}`,
      retryable: false,
      modelSpecific: true,
    }
  if (status === 200 && kind !== 'busy')
    return { code: 'model_failed', message: `${who} answered with an error.`, retryable: true }
  const isLimit = status === 402 || status === 429 || (status < 500 && kind === 'busy')
  if (!isLimit && !temporary.includes(status) && status < 500)
    return {
      code: 'model_refused',
      message: `${who} rejected the request with status ${status}.${providerMessage(error)}`,
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

/** A provider other than the default one is called by its name. */
const nameOf = (provider: Provider) =>
  isDefault(provider) ? 'The provider' : `The provider ${provider.name}`

/** Client error statuses that are temporary. Groq sends 498 when its capacity is used up. */
const temporary = [408, 409, 425, 498]

const defaultModel = (model: string) =>
  model === modelId(env().OPENAI_MODEL) ? ' Correct OPENAI_MODEL.' : ''

const wrongAddress = ' Or its address is wrong: most addresses end in /v1.'

/** True for an error object like OpenAI's, false for a page or a server's reply to an unknown path. */
const isError = (error: unknown) => typeof at(error, 'message') === 'string'

const namesApiKey = (error: unknown) => /api_key/.test(`${at(error, 'code')} ${at(error, 'type')}`)

/** OpenRouter returns 403 both for input that its moderation flagged and for a rejected key. */
const isFlagged = (status: number, error: unknown) =>
  status === 403 && at(error, 'metadata.flagged_input') !== undefined

/** Parts of a provider's message that only the owner may see: keys, masked keys, organizations, projects, URLs. */
const secrets = /\S*\*{3,}\S*|\b(sk|gsk|xai|org|proj)-[\w-]{4,}|https?:\/\/\S+/g

/** The provider's own explanation, as one short line without secrets. */
function providerMessage(error: unknown): string {
  const line = sentenceOf(error).replaceAll('\0', '').replace(secrets, '…').replace(/\s+/g, ' ').trim()
  return line && ` It says: ${cutText(line.toWellFormed(), tunables.providerSentenceCharactersMax)}`
}

/**
 * An error in the body of a response with status 200. Its code may be the real status (OpenRouter). LM Studio sends only
 * a sentence.
 */
export function reportedFailure(reported: unknown, model: string): Failure {
  const error = errorIn(reported)
  const status = Number(at(error, 'code'))
  const realStatus = Number.isInteger(status) && status >= 400 && status < 600 ? status : 200
  return classifyStatus(realStatus, error, undefined, model)
}
