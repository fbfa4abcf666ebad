import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { Failure, Spent } from '#lib/models/types'
import { retryAfterSeconds } from '#lib/retry-after'
import { cutText } from '#lib/text'

/** A call that reached the model but gave no usable answer; it may have cost tokens. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly failure: Failure
  spent: Spent
  constructor(failure: Failure, spent: Spent) {
    super(failure.code)
    this.failure = failure
    this.spent = spent
  }
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
  empty_answer: { code: 'empty_answer', message: 'The model gave an empty answer.', retryable: true },
} as const satisfies Record<string, Failure>

/**
 * What an error of a model call means for its job, by status, type and code, never by its text.
 * https://platform.openai.com/docs/guides/error-codes
 */
export function classify(error: unknown, model: string): Failure {
  if (error instanceof NoAnswer) return error.failure
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError)
    return {
      code: 'model_timeout',
      message: 'The model did not answer in time.',
      retryable: true,
      outage: true,
    }
  if (error instanceof APIConnectionError)
    return {
      code: 'model_unreachable',
      message: 'The model cannot be reached.',
      retryable: true,
      outage: true,
    }
  if (error instanceof APIError && error.status !== undefined) return ofStatus(error, model)
  // A body that is cut short or no JSON.
  return { code: 'model_broken_answer', message: "The model's answer could not be read.", retryable: true }
}

function ofStatus(error: APIError, model: string): Failure {
  const { status, code, type } = error
  const waitSeconds = retryAfterSeconds(error.headers)
  // Without a wait a 402 is an account without money, as OpenRouter and DeepSeek have it.
  const isUnpaid = status === 402 && waitSeconds === undefined
  if (isUnpaid || code === 'insufficient_quota' || type === 'insufficient_quota')
    return {
      code: 'model_quota_exhausted',
      message: "The provider's quota is used up.",
      retryable: false,
      modelSpecific: true,
    }
  if (isTooLong(error))
    return {
      code: 'context_length_exceeded',
      message: `This is too long for ${model}.`,
      retryable: false,
      modelSpecific: true,
    }
  if (code === 'content_filter' || code === 'content_policy_violation' || isFlagged(error))
    return failures.content_policy
  if (status === 401 || status === 403 || /api_key/.test(`${code} ${type}`))
    return {
      code: 'model_unauthorized',
      message: 'The provider refused the key of this server.',
      retryable: false,
      // A key may be good for some models only; one that is wrong is good for none.
      modelSpecific: status === 403,
    }
  if (status === 404)
    return {
      code: 'model_not_found',
      message: `The provider has no model "${model}" (any more).${isError(error) ? '' : wrongAddress}`,
      retryable: false,
      modelSpecific: true,
    }
  if (status === 200)
    return { code: 'model_failed', message: 'The provider answered with an error.', retryable: true }
  const retryable = [402, 408, 409, 429].includes(status!) || status! >= 500
  if (!retryable)
    return {
      code: 'model_refused',
      message: `The provider refused the request with status ${status}.${wordsOf(error)}`,
      retryable,
      modelSpecific: true,
    }
  const isLimit = status === 402 || status === 429
  return {
    code: isLimit ? 'model_rate_limited' : 'model_failed',
    message: `The provider answered with status ${status}.`,
    retryable,
    outage: status! >= 500,
    retryAfterSeconds: waitSeconds,
  }
}

const wrongAddress = ' Or its address is another: most end in /v1.'

/** Whether it is an error as OpenAI's are, rather than a page or what a server says of an unknown path. */
const isError = ({ error }: APIError) => typeof (Object(error) as { message?: unknown }).message === 'string'

/** OpenAI's code, the type that llama.cpp gives, the parameter that vLLM names, and the status that others choose. */
const isTooLong = ({ status, code, type, param }: APIError) =>
  code === 'context_length_exceeded' ||
  type === 'exceed_context_size_error' ||
  param === 'input_tokens' ||
  // Groq answers so to what is more than its tokens a minute.
  (status === 413 && code !== 'rate_limit_exceeded')

/** OpenRouter answers what its moderation has flagged with 403, as it does for a key. */
function isFlagged({ status, error }: APIError): boolean {
  const { metadata } = (error ?? {}) as { metadata?: { flagged_input?: unknown } | null }
  return status === 403 && metadata?.flagged_input !== undefined
}

/** What is the owner's business alone: keys, whole or masked, organizations, projects, and addresses. */
const secrets = /\S*\*{3,}\S*|\b(sk|gsk|xai|org|proj)-[\w-]{4,}|https?:\/\/\S+/g

/** What the provider says about a request that it does not take, as one short line: only it knows what is wrong. */
function wordsOf({ error }: APIError): string {
  const line = sentenceOf(error).replaceAll('\0', '').replace(secrets, '…').replace(/\s+/g, ' ').trim()
  return line && ` It says: ${cutText(line.toWellFormed(), wordsMax)}`
}

/** The sentence of an error object, which some servers give alone and FastAPI calls its detail. */
function sentenceOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { message, detail } = Object(error) as { message?: unknown; detail?: unknown }
  if (typeof message === 'string') return message
  if (!Array.isArray(detail)) return typeof detail === 'string' ? detail : ''
  const { loc, msg } = Object(detail[0]) as { loc?: unknown; msg?: unknown }
  return Array.isArray(loc) && typeof msg === 'string' ? `${loc.slice(1).join('.')}: ${msg}` : ''
}

const wordsMax = 300

/**
 * An error in the place of an answer, with a status of 200: its code may be the status that was meant, as OpenRouter's
 * is. LM Studio gives a sentence.
 */
export function reportedFailure(error: unknown, model: string): Failure {
  const { code } = Object(error) as { code?: unknown }
  const status = Number(code)
  const meant = Number.isInteger(status) && status >= 400 && status < 600 ? status : 200
  return ofStatus(new APIError(meant, Object(error), undefined, new Headers()), model)
}
