import type { paths } from '../../../docs/examples/typescript/api.d.ts'
import { api } from './api.ts'

type Body<Path extends '/api/chat' | '/api/messages/{id}/regenerate' | '/api/messages/{id}/edit'> =
  paths[Path]['post']['requestBody']['content']['application/json']

/** The job that will answer, and its conversation. */
export type StartedJob = { jobId: string; conversationId: number }

/** Sends a message. Throws the problem if it is rejected. */
export const sendMessage = (body: Omit<Body<'/api/chat'>, 'stream' | 'wait'>) =>
  startJob(api.POST('/api/chat', { body: { ...body, stream: true }, parseAs: 'stream' }))

/** Asks for another answer to a message, in a branch. Throws the problem if the request is rejected. */
export const regenerate = (id: number, body: Body<'/api/messages/{id}/regenerate'>) =>
  startJob(
    api.POST('/api/messages/{id}/regenerate', {
      params: { path: { id } },
      body: { ...body, stream: true },
      parseAs: 'stream',
    }),
  )

/** Replaces a message's text in a branch, and asks for its answer. Throws the problem if the request is rejected. */
export const edit = (id: number, body: Body<'/api/messages/{id}/edit'>) =>
  startJob(
    api.POST('/api/messages/{id}/edit', {
      params: { path: { id } },
      body: { ...body, stream: true },
      parseAs: 'stream',
    }),
  )

type Call = Promise<{ data?: ReadableStream<Uint8Array> | null; error?: unknown; response: Response }>

/**
 * Requests a stream, so that the model streams its answer, and returns the job from the first event. The component that
 * shows the answer reads the rest from the job's events: closing this stream cancels nothing.
 */
async function startJob(call: Call): Promise<StartedJob> {
  const { data, error, response } = await call
  if (!data) throw error
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  // A repeated request gets its answer or its job as JSON.
  if (!isStream) return (await new Response(data).json()).data
  return firstAccepted(data)
}

async function firstAccepted(stream: ReadableStream<Uint8Array>): Promise<StartedJob> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) throw new TypeError('The stream ended before its first event.')
    text += decoder.decode(value, { stream: true })
    const found = /^event: accepted\n(?:id: .*\n)?data: (.*)\n\n/m.exec(text)
    if (!found) continue
    await reader.cancel()
    return JSON.parse(found[1]!)
  }
}
