import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
} from 'openai/resources/chat/completions'
import type { HistoryRow, JobParams } from '#lib/attempts/claim-store'
import type { Spent } from '#lib/attempts/end-store'
import type { Failure } from '#lib/attempts/retry'
import { env } from '#lib/env'
import { tunables } from '#lib/tunables'

let client: OpenAI | undefined

/** Its own retries are off: they could spend twice, and the job engine has the one retry loop. */
function openai(): OpenAI {
  client ??= new OpenAI({
    apiKey: env().OPENAI_API_KEY,
    baseURL: env().OPENAI_BASE_URL,
    maxRetries: 0,
    timeout: tunables.modelTimeoutMs,
  })
  return client
}

export type CallParams = JobParams & {
  /** The answer has to keep within maxTokens, since no more is paid for. */
  mustEnd?: boolean
}

export type Answer = { content: string; spent: Spent; warnings: string[] }

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

type Request = ChatCompletionCreateParamsNonStreaming

/**
 * Asks a model once, with the parameters that the caller gave, until `cancelled`. One that the provider names as
 * unsupported is dropped and the call repeated, which the warnings say; but not a limit of tokens that `mustEnd`. A
 * provider that reports no usage leaves its counts at 0, marked as estimated. Throws the SDK's errors, or NoAnswer.
 */
export async function complete(
  model: string,
  messages: HistoryRow[],
  params: CallParams,
  cancelled: AbortSignal,
): Promise<Answer> {
  const request: Request = { model, messages }
  if (params.temperature !== undefined) request.temperature = params.temperature
  // OpenAI's reasoning models take only the newer name, many compatible servers only the older one.
  const isOpenAI = new URL(env().OPENAI_BASE_URL).hostname.endsWith('openai.com')
  if (params.maxTokens !== undefined)
    request[isOpenAI ? 'max_completion_tokens' : 'max_tokens'] = params.maxTokens

  const warnings: string[] = []
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(tunables.modelTimeoutMs)])
  for (;;) {
    const started = performance.now()
    try {
      const completion = await openai().chat.completions.create(request, { signal })
      return toAnswer(completion, request, Math.round(performance.now() - started), warnings)
    } catch (error) {
      const warning = withoutRefused(request, error, params.mustEnd ?? false)
      if (warning === undefined) throw error
      if (warning) warnings.push(warning)
    }
  }
}

/**
 * Takes the parameter that the provider names as refused out of the request and returns the warning to give (empty if
 * it was only renamed), or undefined when the error is another one. Each turn removes one, so it ends.
 */
function withoutRefused(request: Request, error: unknown, mustEnd: boolean): string | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined
  const { model, max_tokens, max_completion_tokens } = request
  switch (error.param) {
    case 'temperature':
      if (request.temperature === undefined) return undefined
      delete request.temperature
      return `${model} does not take the parameter temperature: it was left out.`
    case 'max_tokens':
      if (max_tokens == null) return undefined
      delete request.max_tokens
      request.max_completion_tokens = max_tokens
      return ''
    case 'max_completion_tokens':
      if (max_completion_tokens == null || mustEnd) return undefined
      delete request.max_completion_tokens
      return `${model} does not take the parameter maxTokens: it was left out.`
    default:
      return undefined
  }
}

function toAnswer(
  completion: ChatCompletion,
  request: Request,
  latencyMs: number,
  warnings: string[],
): Answer {
  // Such as the page of a proxy, which the SDK gives as the text that it is.
  if (!Array.isArray(completion?.choices)) throw new SyntaxError('no completion')
  const { usage } = completion
  const spent: Spent = {
    model: storableName(completion.model) || request.model,
    promptTokens: tokenCount(usage?.prompt_tokens),
    cachedTokens: tokenCount(usage?.prompt_tokens_details?.cached_tokens),
    completionTokens: tokenCount(usage?.completion_tokens),
    reasoningTokens: tokenCount(usage?.completion_tokens_details?.reasoning_tokens),
    totalTokens: tokenCount(usage?.total_tokens ?? sumOf(usage)),
    latencyMs,
    ...(!usage && { estimated: true }),
  }
  const choice = completion.choices[0]
  const content = (choice?.message?.content ?? '').replaceAll('\0', '').toWellFormed()
  const cut = choice?.finish_reason === 'length'
  if (content.trim() !== '') {
    const warning = 'The answer was cut at the token limit.'
    return { content, spent, warnings: cut ? [...warnings, warning] : warnings }
  }
  if (choice?.finish_reason === 'content_filter') throw new NoAnswer(failures.content_policy, spent)
  throw new NoAnswer(cut ? failures.tokens_exhausted : failures.empty_answer, spent)
}

/** Some servers leave the sum to others. */
const sumOf = (usage: ChatCompletion['usage']) =>
  (usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0)

/** Compatible servers send odd values: what the ledger cannot hold counts as nothing, so the answer is kept. */
function tokenCount(value: unknown): number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31 ? Number(value) : 0
}

function storableName(value: unknown): string {
  return typeof value === 'string'
    ? value.replaceAll('\0', '').toWellFormed().slice(0, 200).toWellFormed()
    : ''
}

const failures = {
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
  const { status, code } = error
  if (code === 'insufficient_quota' || error.type === 'insufficient_quota')
    return {
      code: 'model_quota_exhausted',
      message: "The provider's quota is used up.",
      retryable: false,
      modelSpecific: true,
    }
  if (code === 'context_length_exceeded')
    return {
      code: 'context_length_exceeded',
      message: `This is too long for ${model}.`,
      retryable: false,
      modelSpecific: true,
    }
  if (code === 'content_filter' || code === 'content_policy_violation') return failures.content_policy
  if (status === 401 || status === 403)
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
      message: `The provider has no model "${model}" (any more).`,
      retryable: false,
      modelSpecific: true,
    }
  const retryable = status === 408 || status === 409 || status === 429 || status! >= 500
  if (!retryable)
    return {
      code: 'model_refused',
      message: `The provider refused the request with status ${status}.`,
      retryable,
      modelSpecific: true,
    }
  return {
    code: status === 429 ? 'model_rate_limited' : 'model_failed',
    message: `The provider answered with status ${status}.`,
    retryable,
    outage: status! >= 500,
    retryAfterSeconds: retryAfterSeconds(error.headers),
  }
}

/** `retry-after-ms`, or `retry-after` as seconds or as an HTTP date; undefined when there is none that can be read. */
export function retryAfterSeconds(headers: Headers | undefined): number | undefined {
  const ms = headers?.get('retry-after-ms')
  if (ms && Number.isFinite(Number(ms))) return Math.max(0, Number(ms) / 1000)
  const after = headers?.get('retry-after')
  if (!after) return undefined
  const seconds = Number.isFinite(Number(after)) ? Number(after) : (Date.parse(after) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
