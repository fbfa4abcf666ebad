import OpenAI, { APIError } from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import type { CompletionUsage } from 'openai/resources/completions'
import { env } from '#lib/env'
import { failures, NoAnswer, reportedFailure } from '#lib/models/errors'
import { leanFetch } from '#lib/models/fetch'
import type { HistoryRow, JobParams, Spent } from '#lib/models/types'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

let client: OpenAI | undefined

/** Its own retries are off: they could spend twice, and the job engine has the one retry loop. */
function openai(): OpenAI {
  client ??= new OpenAI({
    apiKey: env().OPENAI_API_KEY,
    baseURL: env().OPENAI_BASE_URL,
    maxRetries: 0,
    timeout: tunables.modelTimeoutMs,
    fetch: leanFetch,
  })
  return client
}

export type CallParams = JobParams & {
  /** The answer has to keep within maxTokens, since no more is paid for. */
  mustEnd?: boolean
}

export type Answer = { content: string; spent: Spent; warnings: string[] }

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

function toAnswer(completion: unknown, request: Request, latencyMs: number, warnings: string[]): Answer {
  const body = readBody(completion)
  const choice = body?.choices?.[0]
  const spent = spentOf(body, request.model, latencyMs)
  const reported = [body?.error, choice?.error].find(namesSomething)
  // A call that only gave an error has cost what its provider says, and nothing if it says nothing.
  if (reported) throw new NoAnswer(reportedFailure(reported, request.model), { ...spent, estimated: false })
  // Such as the page of a proxy.
  if (!Array.isArray(body?.choices)) throw new SyntaxError('no completion')
  const said = storable(textOf(choice?.message?.content))
  const refusal = said.trim() === '' ? storable(textOf(choice?.message?.refusal)) : ''
  const content = refusal || said
  const reason = choice?.finish_reason
  if (content.trim() !== '') {
    if (refusal) warnings.push('The model refused to answer.')
    if (reason === 'length') warnings.push('The answer was cut at the token limit.')
    if (reason === 'content_filter') warnings.push("The answer was cut by the provider's content policy.")
    return { content, spent, warnings }
  }
  if (reason === 'content_filter') throw new NoAnswer(failures.content_policy, spent)
  throw new NoAnswer(reason === 'length' ? failures.tokens_exhausted : failures.empty_answer, spent)
}

/** Some gateways send an error that is empty beside every answer. */
const namesSomething = (error: unknown) =>
  typeof error === 'string' ? error !== '' : Object.values(Object(error)).some(Boolean)

/** What may come with a status of 200: a completion of any compatible server, or an error in its place. */
type Body = {
  choices?: { message?: { content?: unknown; refusal?: unknown }; finish_reason?: unknown; error?: unknown }[]
  model?: unknown
  usage?: Partial<CompletionUsage> | null
  error?: unknown
} | null

/** The SDK gives what is not declared as JSON as the text that it is. */
function readBody(completion: unknown): Body | undefined {
  const body: unknown = typeof completion === 'string' ? JSON.parse(completion) : completion
  return typeof body === 'object' ? body : undefined
}

/** A text, or the texts of an answer in parts; what a model thinks is in parts of another type. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .filter((part) => part?.type === 'text' && typeof part.text === 'string')
    .map(({ text }) => text)
    .join('')
}

/** What a call has cost by its provider's word, marked as estimated where it reported nothing. */
function spentOf(body: Body | undefined, asked: string, latencyMs: number): Spent {
  const usage = body?.usage
  const promptTokens = tokenCount(usage?.prompt_tokens)
  const completionTokens = tokenCount(usage?.completion_tokens)
  // Some servers leave the sum to others.
  const totalTokens = tokenCount(usage?.total_tokens) || tokenCount(promptTokens + completionTokens)
  return {
    model: cutText(storable(body?.model), 200) || asked,
    promptTokens,
    cachedTokens: tokenCount(usage?.prompt_tokens_details?.cached_tokens),
    completionTokens,
    reasoningTokens: tokenCount(usage?.completion_tokens_details?.reasoning_tokens),
    totalTokens,
    latencyMs,
    ...(totalTokens === 0 && { estimated: true }),
  }
}

/** Compatible servers send odd values: what the ledger cannot hold counts as nothing, so the answer is kept. */
function tokenCount(value: unknown): number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31 ? Number(value) : 0
}

const storable = (value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
