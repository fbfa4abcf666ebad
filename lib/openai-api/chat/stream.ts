import type { Reply } from '#lib/api/operation'
import { heartbeat, type JobStream, streamBody, streamHeaders } from '#lib/jobs/stream/events'
import { Chunks } from '#lib/openai-api/chat/chunks'
import type { RepeatableCall } from '#lib/openai-api/repeatable-call'

type Options = { model: string; includeUsage: boolean; repeatable: RepeatableCall }

/** Streams a job's answer as chunks in server-sent events. Records how the stream ends, for a retry. */
export function chunkStream(stream: JobStream, { model, includeUsage, repeatable }: Options): Reply<null> {
  const chunks = new Chunks(stream.jobId, model, includeUsage)
  const close = () => {
    stream.close()
    if (chunks.outcome === undefined) void repeatable.end('left')
  }
  return {
    status: 200,
    message: 'The chunks of the answer follow.',
    data: null,
    headers: streamHeaders,
    text: {
      contentType: 'text/event-stream',
      body: streamBody({ ...stream, close }, textOf(stream, chunks, repeatable)),
    },
  }
}

/** Comments keep the connection alive. The first comment makes the server send the response headers at once. */
async function* textOf(
  { events }: JobStream,
  chunks: Chunks,
  repeatable: RepeatableCall,
): AsyncGenerator<string> {
  yield ': accepted\n\n'
  for await (const event of events) {
    if (event === heartbeat) {
      yield ': keepalive\n\n'
      continue
    }
    const made = chunks.next(event)
    const { outcome } = chunks
    // Recorded before the client can see that it must retry.
    if (outcome) await repeatable.end(outcome)
    for (const chunk of made) yield `data: ${JSON.stringify(chunk)}\n\n`
    if (outcome) break
  }
  yield 'data: [DONE]\n\n'
}
