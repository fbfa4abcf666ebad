import type { Reply } from '#lib/api/operation'
import { heartbeat, type JobStream, streamBody, streamHeaders } from '#lib/jobs/stream/events'
import type { RepeatableCall } from '#lib/openai-api/repeatable-call'
import { ResponseEvents } from '#lib/openai-api/responses/events'
import type { ResponseRequest } from '#lib/openai-api/responses/object'

type Options = {
  /** The sequence number of the client's last event. */
  after?: number
  /** The call that a retry has to find. Absent for a request that only reads. */
  repeatable?: RepeatableCall
}

/** Streams the events of a response as server-sent events. Records how the stream ends, for a retry. */
export function responseStream(
  stream: JobStream,
  request: ResponseRequest,
  { after, repeatable }: Options = {},
): Reply<null> {
  const response = new ResponseEvents(request, after)
  const close = () => {
    stream.close()
    if (response.outcome === undefined) void repeatable?.end('left')
  }
  return eventStream(streamBody({ ...stream, close }, chunksOf(stream, response, repeatable)))
}

/** The stream for a client that already has the last event. */
export const endedStream = (): Reply<null> => eventStream(done)

const eventStream = (body: string | ReadableStream<Uint8Array>): Reply<null> => ({
  status: 200,
  message: 'The events of the response follow.',
  data: null,
  headers: streamHeaders,
  text: { contentType: 'text/event-stream', body },
})

const done = 'data: [DONE]\n\n'

/** Comments keep the connection alive. An unknown event would be an error to some clients. */
async function* chunksOf(
  { events }: JobStream,
  response: ResponseEvents,
  repeatable: RepeatableCall | undefined,
): AsyncGenerator<string> {
  for await (const event of events) {
    if (event === heartbeat) {
      yield ': keepalive\n\n'
      continue
    }
    const made = response.next(event)
    const { outcome } = response
    // Recorded before the client can see that it must retry.
    if (outcome) await repeatable?.end(outcome)
    const isOver = outcome === 'answered' || outcome === 'failed'
    const text = made.map(toText).join('') + (isOver ? done : '')
    if (text !== '') yield text
    if (outcome) return
  }
}

const toText = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
