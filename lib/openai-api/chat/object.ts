import { ApiError } from '#lib/api/errors'
import type { PartialJob } from '#lib/chat/reply'
import { toReply } from '#lib/chat/reply'
import type { FunctionCall } from '#lib/items/types'
import type { JobView } from '#lib/jobs/schema'
import { type OpenaiError, toOpenaiError } from '#lib/openai-api/errors'
import { createdSecondsOf, toOpenaiId } from '#lib/openai-api/ids'

/** The fields that a completion shares with its chunks. */
export const commonFieldsOf = (jobId: string, model: string) => ({
  id: toOpenaiId('chatcmpl-', jobId),
  created: createdSecondsOf(jobId),
  model,
})

/** Converts a completed job to a chat completion. */
export function toCompletion(job: PartialJob) {
  const calls = callsOf(job)
  const refusal = refusalOf(job)
  const text = job.response || (calls.length > 0 ? null : '')
  const message = {
    role: 'assistant',
    content: refusal === null ? text : null,
    refusal,
    ...(calls.length > 0 && { tool_calls: calls.map(toToolCall) }),
  }
  return {
    ...commonFieldsOf(job.jobId, job.model ?? ''),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: job.finishReason ?? 'stop' }],
    ...(job.usage && { usage: toUsage(job.usage) }),
  }
}

export const toUsage = (usage: NonNullable<JobView['usage']>) => ({
  prompt_tokens: usage.promptTokens,
  completion_tokens: usage.completionTokens,
  total_tokens: usage.totalTokens,
})

/** The tool calls of an answer. */
const callsOf = ({ items = [] }: Pick<PartialJob, 'items'>): FunctionCall[] =>
  items.filter((item) => item.type === 'function_call')

const toToolCall = ({ call_id: id, name, arguments: args }: FunctionCall) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})

function refusalOf({ items = [] }: PartialJob): string | null {
  const parts = items.flatMap((item) => (item.type === 'message' ? item.content : []))
  const refused = parts.flatMap((part) => (part.type === 'refusal' ? [part.refusal] : []))
  return refused.length > 0 && refused.length === parts.length ? refused.join('\n') : null
}

/** Returns the reason why a job ended without an answer, in OpenAI's error form. */
export function failureOf(job: JobView): OpenaiError {
  try {
    toReply(job)
  } catch (error) {
    if (error instanceof ApiError) return toOpenaiError(error).body.error
    throw error
  }
  throw new Error(`The job ${job.jobId} has not failed.`)
}
