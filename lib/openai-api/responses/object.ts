import type { ModelRequest } from '#lib/items/types'
import type { JobView } from '#lib/jobs/schema'
import type { JobParams } from '#lib/models/types'
import { createdSecondsOf, toOpenaiId } from '#lib/openai-api/ids'
import { outputOf } from '#lib/openai-api/responses/output'
import type { TextPlace } from '#lib/openai-api/responses/sequence'
import { toToolChoice, toTools } from '#lib/openai-api/responses/tools'

/** What a response says of its request, whatever becomes of it. */
export type ResponseRequest = {
  jobId: string
  /** The model that was asked for. */
  model: string
  params: JobParams
  metadata: Record<string, string>
}

/** What a response says of its answer. */
export type ResponseState = Pick<
  JobView,
  'status' | 'response' | 'items' | 'finishReason' | 'usage' | 'model' | 'error' | 'finishedAt'
> & { place: TextPlace }

/** OpenAI's times are in seconds. */
const toSeconds = (time: string): number => Math.floor(Date.parse(time) / 1000)

/** Why an answer is not whole, or undefined when it is. */
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

/** The Responses API has flat what chat completions put into `json_schema`. */
function toTextFormat(format: ModelRequest['response_format']) {
  if (format?.type !== 'json_schema') return format ?? { type: 'text' as const }
  return { type: 'json_schema' as const, ...format.json_schema }
}

/** What the model reported; it may not have told its cached and reasoning tokens. */
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
 * OpenAI's codes of a response that has failed, for those of this server that mean one of them. OpenAI's document does
 * not have `context_length_exceeded`, but OpenAI sends it, and clients shorten the conversation when they read it.
 */
const codes: Record<string, string> = {
  model_busy: 'rate_limit_exceeded',
  context_length_exceeded: 'context_length_exceeded',
  content_policy: 'invalid_prompt',
}
const requestFaults = ['context_length_exceeded', 'content_policy']

/** Some clients require `type` besides the documented fields. */
export const toResponseError = ({ code, message }: { code: string; message: string }) => ({
  type: requestFaults.includes(code) ? 'invalid_request_error' : 'server_error',
  code: codes[code] ?? 'server_error',
  message,
})
