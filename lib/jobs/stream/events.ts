import type { Reply } from '#lib/api/operation'
import { hasRequestLimit } from '#lib/env-choices'
import type { Follower } from '#lib/jobs/stream/follower'
import type { StreamEvent, Told } from '#lib/jobs/stream/told'
import { errorFields, log } from '#lib/log'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

/** Those in this process who follow a job for a reader. */
const open = new Set<Follower>()
let isStopping = false

/**
 * This process is about to end: streams of jobs that other processes run ask their readers to come again at once, the
 * others once their attempt is over.
 */
export function endStreams(): void {
  isStopping = true
  for (const follower of open) follower.wake()
}

/** Platforms end requests that take too long. */
const lifetimeMs = () => (hasRequestLimit() ? tunables.streamMsMax : Number.POSITIVE_INFINITY)

/** The events of a job for one reader, who takes them one by one; `heartbeat` when there was none for a while. */
export type JobStream = {
  jobId: string
  events: AsyncGenerator<StreamEvent | typeof heartbeat, void>
  close(): void
}

export const heartbeat = 'heartbeat'

/** The events of a job from where `told` stands to its end, or to `reconnect` once the stream has lived `lifeMs`. */
export function jobStream(follower: Follower, told: Told, lifeMs = lifetimeMs()): JobStream {
  open.add(follower)
  record(instruments.streamsOpen, 1)
  const close = () => {
    if (open.delete(follower)) record(instruments.streamsOpen, -1)
    follower.close()
  }
  return { jobId: follower.jobId, events: eventsOf(follower, told, lifeMs), close }
}

async function* eventsOf(follower: Follower, told: Told, lifeMs: number): JobStream['events'] {
  const endMs = performance.now() + lifeMs
  let saidMs = performance.now()
  // A closed one has no news, and would be asked for them without a pause.
  while (!told.isOver && !follower.isClosed) {
    if (told.needsRow()) await follower.read()
    const event = told.next()
    const nowMs = performance.now()
    const silentMs = nowMs - saidMs
    if (event) yield event
    else if (nowMs >= endMs || (isStopping && !follower.isHere())) return yield reconnect
    else if (silentMs >= tunables.streamHeartbeatMs) yield heartbeat
    else {
      await follower.changed(Math.min(tunables.streamHeartbeatMs - silentMs, endMs - nowMs))
      continue
    }
    saidMs = performance.now()
  }
}

/** No proxy is to keep an event back, or to compress it. */
export const streamHeaders = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }

/** The answer of an operation that streams the events of a job. */
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
  // At once, so that the head of the answer goes out.
  yield `retry: ${tunables.streamRetryMs}\n\n`
  for await (const event of events) yield event === heartbeat ? ': keepalive\n\n' : toText(event)
}

/**
 * What is made of a job's events as the body of a response, each piece whole in one chunk. Nothing is made before the
 * reader takes it, so a slow one gets larger deltas and holds no memory. Closes the stream at its end, and when the
 * reader hangs up.
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
