import type { Reply } from '#lib/api/operation'
import { hasRequestLimit } from '#lib/env/choices'
import type { StreamCursor, StreamEvent } from '#lib/jobs/stream/cursor'
import type { Follower } from '#lib/jobs/stream/follower'
import { errorFields, log } from '#lib/log'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

/** The followers of this process, one for each reader. */
const open = new Set<Follower>()
let isStopping = false

/**
 * Called when this process is about to stop. Streams of jobs that run in other processes ask their readers to reconnect
 * at once, the others when their attempt is over.
 */
export function drainStreams(): void {
  isStopping = true
  for (const follower of open) follower.wake()
}

/** Serverless platforms end requests that take too long. */
const lifetimeMs = () => (hasRequestLimit() ? tunables.streamMsMax : Number.POSITIVE_INFINITY)

/** The events of a job for one reader, who pulls them one by one; `heartbeat` after a while without an event. */
export type JobStream = {
  jobId: string
  events: AsyncGenerator<StreamEvent | typeof heartbeat, void>
  close(): void
}

export const heartbeat = 'heartbeat'

/** The events of a job from the position of `cursor` to its end, or to `reconnect` after `lifeMs`. */
export function jobStream(follower: Follower, cursor: StreamCursor, lifeMs = lifetimeMs()): JobStream {
  open.add(follower)
  record(instruments.streamsOpen, 1)
  const close = () => {
    if (open.delete(follower)) record(instruments.streamsOpen, -1)
    follower.close()
  }
  return { jobId: follower.jobId, events: eventsOf(follower, cursor, lifeMs), close }
}

async function* eventsOf(follower: Follower, cursor: StreamCursor, lifeMs: number): JobStream['events'] {
  const endMs = performance.now() + lifeMs
  let sentMs = performance.now()
  // A closed follower never sleeps, so this loop would spin.
  while (!cursor.isDone && !follower.isClosed) {
    if (cursor.needsRow()) await follower.read()
    const event = cursor.next()
    const nowMs = performance.now()
    const silentMs = nowMs - sentMs
    if (event) yield event
    else if (nowMs >= endMs || (isStopping && !follower.isLocal())) return yield reconnect
    else if (silentMs >= tunables.streamHeartbeatMs) yield heartbeat
    else {
      await follower.changed(Math.min(tunables.streamHeartbeatMs - silentMs, endMs - nowMs))
      continue
    }
    sentMs = performance.now()
  }
}

/** Proxies must not buffer or compress the events. */
export const streamHeaders = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }

/** The reply of an operation that streams the events of a job. */
export function streamReply(stream: JobStream): Reply<null> {
  return {
    status: 200,
    message: 'The events of the job follow.',
    data: null,
    headers: streamHeaders,
    text: { contentType: 'text/event-stream', body: streamBody(stream, toChunks(stream)) },
  }
}

async function* toChunks({ events }: JobStream): AsyncGenerator<string> {
  // Sent at once, so that the response headers go out.
  yield `retry: ${tunables.streamRetryMs}\n\n`
  for await (const event of events) yield event === heartbeat ? ': keepalive\n\n' : toText(event)
}

/**
 * Chunks made from a job's events, as the body of a response. A chunk is made only when the reader pulls it, so a slow
 * reader gets larger deltas and uses no memory. Closes the stream at its end, and when the reader disconnects.
 */
export function streamBody(
  { jobId, close }: JobStream,
  chunks: AsyncGenerator<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let hasLeft = false
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await chunks.next()
          if (hasLeft) return
          if (!done) return controller.enqueue(encoder.encode(value))
          close()
          controller.close()
        } catch (error) {
          log('error', 'stream.failed', { jobId, ...errorFields(error) })
          close()
          controller.error(error)
        }
      },
      cancel() {
        hasLeft = true
        close()
      },
    },
    { highWaterMark: 0 },
  )
}

const reconnect: StreamEvent = { event: 'reconnect', data: {} }

/** JSON has no line breaks, so the data is one line. */
function toText({ event, id, data }: StreamEvent): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}
