/** What an answer says: its text, or the arguments of the call that it makes. */
export type Said = { jobId: string; text: string; call?: { id: string; name: string; arguments: string } }

/** How a client tells that a request is a retry: by its key, by OpenAI's count of retries, or not at all. */
export type Manner = 'key' | 'count' | 'nothing'

/** One request of `/v1` as its sender knows it. */
export type Asked = {
  /** The last text that it sends: no other request has it. */
  question: string
  path: '/v1/chat/completions' | '/v1/responses'
  /** What its model has to be told before the question. */
  history:
    | { kind: 'transcript'; texts: string[] }
    | { kind: 'session'; name: string }
    | { kind: 'chain'; parent: Asked | undefined }
  manner: Manner
  headers: Record<string, string>
  body: Record<string, unknown> & { stream?: boolean; background?: boolean; store?: boolean }
  /** Cancels its response after so long. */
  cancelAfterMs?: number
  /** The jobs that it was told of. */
  jobIds: Set<string>
  /** Every answer that some reader of it had in the end. */
  told: Said[]
  outcome: 'answered' | 'failed' | 'cancelled' | 'refused' | undefined
  /** When each try began, and how many of them ended without an answer. */
  tries: number[]
  cuts: number
  /** Connections over which answers were read as streams, and how often an error chunk asked to come again. */
  streams: number
  restarts: number
}

/** The job of an object's id. */
export const toJobId = (id: string) => `job_${id.replace(/^(chatcmpl-|resp_)/, '')}`

// biome-ignore lint/suspicious/noExplicitAny: objects of any answer
type Any = any

/** The answer that a completion has. */
export function saidByCompletion({ id, choices }: Any): Said {
  const { content, tool_calls: calls = [] } = choices[0].message
  return said(id, content ?? '', calls[0] && { id: calls[0].id, ...calls[0].function })
}

/** The answer that a response has. */
export function saidByResponse({ id, output }: Any): Said {
  const texts = output.flatMap((item: Any) => (item.type === 'message' ? item.content : []))
  const call = output.find((item: Any) => item.type === 'function_call')
  const text = texts.map((part: Any) => part.text).join('')
  return said(id, text, call && { id: call.call_id, name: call.name, arguments: call.arguments })
}

/** Text and arguments together are what the model counts as its answer. */
export const said = (id: string, text: string, call?: Said['call']): Said => ({
  jobId: toJobId(id),
  text: text + (call?.arguments ?? ''),
  ...(call && { call }),
})
