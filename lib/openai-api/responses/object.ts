import type { ModelRequest } from '#lib/items/types'
import type { JobView } from '#lib/jobs/schema'
import type { JobParams } from '#lib/models/types'
import { createdSecondsOf, toOpenaiId } from '#lib/openai-api/ids'
import { outputOf } from '#lib/openai-api/responses/output'
import type { TextVersion } from '#lib/openai-api/responses/sequence'
import { toToolChoice, toTools } from '#lib/openai-api/responses/tools'

/** The request part of a response. */
export type ResponseRequest = {
  jobId: string
  /** The requested model. */
  model: string
  params: JobParams
  metadata: Record<string, string>
}

/** The answer part of a response. */
export type ResponseState = Pick<
  JobView,
  'status' | 'response' | 'items' | 'finishReason' | 'usage' | 'model' | 'error' | 'finishedAt'
> & { place: TextVersion }

/** OpenAI's times are in seconds. */
const toSeconds = (time: string): number => Math.floor(Date.parse(time) / 1000)

/** Returns the reason why an answer is incomplete; undefined for a complete answer. */
export function incompleteReason({ status, finishReason }: Pick<ResponseState, 'status' | 'finishReason'>) {
  if (status !== 'completed') return undefined
  if (finishReason === 'length') return 'max_output_tokens'
  return finishReason === 'content_filter' ? 'content_filter' : undefined
}

/** OpenAI's `Response` object, with every field that Open Responses requires. */
export function toResponse(request: ResponseRequest, state: ResponseState) {
  const { jobId, params, metadata } = request
  const reason = incompleteReason(state)
  const status = reason ? 'incomplete' : state.status === 'running' ? 'in_progress' : state.status
  return {
    id: toOpenaiId('resp_', jobId),
    object: 'response',
    created_at: createdSecondsOf(jobId),
    completed_at: status === 'completed' && state.finishedAt ? toSeconds(state.finishedAt) : null,
    status,
    background: params.response?.background ?? false,
    error: status === 'failed' && state.error ? toResponseError(state.error) : null,
    incomplete_details: reason ? { reason } : null,
    model: state.model ?? request.model,
    output: outputOf(jobId, state, state.place, reason !== undefined),
    usage: state.usage ? toUsage(state.usage) : null,
    metadata,
    ...settingsOf(params),
  }
}

/** The parts of the request that a response repeats. */
function settingsOf({ request = {}, response = {}, systemPrompt, temperature, maxTokens }: JobParams) {
  const { response_format: format, reasoning_effort: effort, verbosity } = request
  return {
    instructions: systemPrompt ?? null,
    previous_response_id: response.previousResponseId ?? null,
    conversation: response.conversation === undefined ? null : { id: response.conversation },
    store: response.store ?? true,
    max_output_tokens: maxTokens ?? null,
    max_tool_calls: null,
    temperature: temperature ?? 1,
    top_p: request.top_p ?? 1,
    presence_penalty: request.presence_penalty ?? 0,
    frequency_penalty: request.frequency_penalty ?? 0,
    top_logprobs: 0,
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    tool_choice: toToolChoice(request.tool_choice),
    tools: toTools(request.tools),
    text: { format: toTextFormat(format), ...(verbosity !== undefined && { verbosity }) },
    reasoning: { effort: effort ?? null, summary: null },
    truncation: response.truncation ?? 'disabled',
    service_tier: 'default',
    user: response.user ?? null,
    safety_identifier: response.safetyIdentifier ?? null,
    prompt_cache_key: response.promptCacheKey ?? null,
  }
}

/** The Responses API has the fields of `json_schema` one level higher than chat completions. */
function toTextFormat(format: ModelRequest['response_format']) {
  if (format?.type !== 'json_schema') return format ?? { type: 'text' as const }
  return { type: 'json_schema' as const, ...format.json_schema }
}

/** The model's reported usage. Cached and reasoning tokens are not stored, so they are 0. */
function toUsage({ promptTokens, completionTokens, totalTokens }: NonNullable<JobView['usage']>) {
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: totalTokens,
  }
}

/**
 * Maps this server's error codes to OpenAI's codes of failed responses. OpenAI's documentation lacks
 * `context_length_exceeded`, but OpenAI sends it, and clients shorten the conversation when they receive it.
 */
const codes: Record<string, string> = {
  model_busy: 'rate_limit_exceeded',
  context_length_exceeded: 'context_length_exceeded',
  content_policy: 'invalid_prompt',
}
const requestFaults = ['context_length_exceeded', 'content_policy']

/** Some clients require `type` in addition to the documented fields. */
export const toResponseError = ({ code, message }: { code: string; message: string }) => ({
  type: requestFaults.includes(code) ? 'invalid_request_error' : 'server_error',
  code: codes[code] ?? 'server_error',
  message,
})
