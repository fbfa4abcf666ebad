/** The content of an answer: its text, or the arguments of its tool call. */
export type Said = { jobId: string; text: string; call?: { id: string; name: string; arguments: string } }

/** How a client marks a retry: by an idempotency key, by OpenAI's retry count header, or not at all. */
export type Manner = 'key' | 'count' | 'nothing'

/** A request of `/v1` from its sender's view. */
export type Asked = {
  /** The last text of the request. It is unique. */
  question: string
  path: '/v1/chat/completions' | '/v1/responses'
  /** The history that the model must get before the question. */
  history:
    | { kind: 'transcript'; texts: string[] }
    | { kind: 'session'; name: string }
    | { kind: 'chain'; parent: Asked | undefined }
  manner: Manner
  headers: Record<string, string>
  body: Record<string, unknown> & { stream?: boolean; background?: boolean; store?: boolean }
  /** The time after which the caller cancels the response. */
  cancelAfterMs?: number
  /** The job ids from the responses. */
  jobIds: Set<string>
  /** Every complete answer of its readers. */
  told: Said[]
  outcome: 'answered' | 'failed' | 'cancelled' | 'refused' | undefined
  /** The start time of each try. `cuts` counts tries without a response. */
  tries: number[]
  cuts: number
  /** The number of connections that streamed answers, and of error chunks that asked for a retry. */
  streams: number
  restarts: number
}

/** The job id of an object's id. */
export const toJobId = (id: string) => `job_${id.replace(/^(chatcmpl-|resp_)/, '')}`

// biome-ignore lint/suspicious/noExplicitAny: objects of any answer
type Any = any

/** The answer in a completion. */
export function saidByCompletion({ id, choices }: Any): Said {
  const { content, tool_calls: calls = [] } = choices[0].message
  return said(id, content ?? '', calls[0] && { id: calls[0].id, ...calls[0].function })
}

/** The answer in a response. */
export function saidByResponse({ id, output }: Any): Said {
  const texts = output.flatMap((item: Any) => (item.type === 'message' ? item.content : []))
  const call = output.find((item: Any) => item.type === 'function_call')
  const text = texts.map((part: Any) => part.text).join('')
  return said(id, text, call && { id: call.call_id, name: call.name, arguments: call.arguments })
}

/** The model records text and arguments together as its answer. */
export const said = (id: string, text: string, call?: Said['call']): Said => ({
  jobId: toJobId(id),
  text: text + (call?.arguments ?? ''),
  ...(call && { call }),
})
