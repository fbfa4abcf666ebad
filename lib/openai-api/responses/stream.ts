import type { Reply } from '#lib/api/operation'
import { heartbeat, type JobStream, streamBody, streamHeaders } from '#lib/jobs/stream/events'
import { ResponseEvents } from '#lib/openai-api/responses/events'
import type { ResponseRequest } from '#lib/openai-api/responses/object'

/** The events of a response behind a number, as server-sent events; all of them without one. */
export function responseStream(stream: JobStream, request: ResponseRequest, after?: number): Reply<null> {
  return eventStream(streamBody(stream, chunksOf(stream, new ResponseEvents(request, after))))
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
async function* chunksOf({ events }: JobStream, response: ResponseEvents): AsyncGenerator<string> {
  for await (const event of events) {
    if (event === heartbeat) yield ': keepalive\n\n'
    else {
      const text = response.next(event).map(toText).join('') + (response.isOver ? done : '')
      if (text !== '') yield text
    }
  }
}

const toText = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
