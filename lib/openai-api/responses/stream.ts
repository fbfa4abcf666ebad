import type { Reply } from '#lib/api/operation'
import { heartbeat, type JobStream, streamBody, streamHeaders } from '#lib/jobs/stream/events'
import type { Attempted } from '#lib/openai-api/attempts'
import { ResponseEvents } from '#lib/openai-api/responses/events'
import type { ResponseRequest } from '#lib/openai-api/responses/object'

type Options = {
  /** The number of the last event that the reader has. */
  after?: number
  /** The call that a retry looks for, unless it only reads. */
  attempted?: Attempted
}

/** The events of a response, as server-sent events. How the stream ends is noted for a retry. */
export function responseStream(
  stream: JobStream,
  request: ResponseRequest,
  { after, attempted }: Options = {},
): Reply<null> {
  const response = new ResponseEvents(request, after)
  const close = () => {
    stream.close()
    if (response.outcome === undefined) void attempted?.end('left')
  }
  return eventStream(streamBody({ ...stream, close }, chunksOf(stream, response, attempted)))
}

/** A stream for a reader who has the end already. */
export const endedStream = (): Reply<null> => eventStream(done)

const eventStream = (body: string | ReadableStream<Uint8Array>): Reply<null> => ({
  status: 200,
  message: 'The events of the response follow.',
  data: null,
  headers: streamHeaders,
  text: { contentType: 'text/event-stream', body },
})

const done = 'data: [DONE]\n\n'

/** Clients take a comment for a sign of life; an event that they do not know is an error to some. */
async function* chunksOf(
  { events }: JobStream,
  response: ResponseEvents,
  attempted: Attempted | undefined,
): AsyncGenerator<string> {
  for await (const event of events) {
    if (event === heartbeat) {
      yield ': keepalive\n\n'
      continue
    }
    const made = response.next(event)
    const { outcome } = response
    // Noted before the client can know that it has to come again.
    if (outcome) await attempted?.end(outcome)
    const isOver = outcome === 'answered' || outcome === 'refused'
    const text = made.map(toText).join('') + (isOver ? done : '')
    if (text !== '') yield text
    if (outcome) return
  }
}

const toText = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
