import type { paths } from '../../../docs/examples/typescript/api.d.ts'
import { api } from './api.ts'

type Body<Path extends '/api/chat' | '/api/messages/{id}/regenerate' | '/api/messages/{id}/edit'> =
  paths[Path]['post']['requestBody']['content']['application/json']

/** The job that will answer, and the conversation that it is in. */
export type Begun = { jobId: string; conversationId: number }

/** Sends a message. Throws the problem where it is not accepted. */
export const sendMessage = (body: Omit<Body<'/api/chat'>, 'stream' | 'wait'>) =>
  begun(api.POST('/api/chat', { body: { ...body, stream: true }, parseAs: 'stream' }))

/** Asks for another answer to a message, in a branch. Throws the problem where that is not accepted. */
export const regenerate = (id: number, body: Body<'/api/messages/{id}/regenerate'>) =>
  begun(
    api.POST('/api/messages/{id}/regenerate', {
      params: { path: { id } },
      body: { ...body, stream: true },
      parseAs: 'stream',
    }),
  )

/** Asks for the answer to another text in a message's place, in a branch. Throws the problem where that is not accepted. */
export const edit = (id: number, body: Body<'/api/messages/{id}/edit'>) =>
  begun(
    api.POST('/api/messages/{id}/edit', {
      params: { path: { id } },
      body: { ...body, stream: true },
      parseAs: 'stream',
    }),
  )

type Call = Promise<{ data?: ReadableStream<Uint8Array> | null; error?: unknown; response: Response }>

/**
 * The job of a request that asks for a stream, which makes the model write one. Its first event names the job. The rest
 * is read by whoever shows the answer: hanging up cancels nothing.
 */
async function begun(call: Call): Promise<Begun> {
  const { data, error, response } = await call
  if (!data) throw error
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  // A request that was made before gets its answer, or its job.
  if (!isStream) return (await new Response(data).json()).data
  return firstAccepted(data)
}

async function firstAccepted(stream: ReadableStream<Uint8Array>): Promise<Begun> {
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
