import type { Reply } from '#lib/api/operation'
import { isVercel, runtime } from '#lib/env-choices'
import type { Follower } from '#lib/jobs/stream/follower'
import type { StreamEvent, Told } from '#lib/jobs/stream/told'
import { errorFields, log } from '#lib/log'
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
const lifetimeMs = () =>
  runtime === 'edge' || isVercel(process.env) ? tunables.streamMsMax : Number.POSITIVE_INFINITY

/** The answer of an operation that streams the events of a job. */
export function streamReply(follower: Follower, told: Told, lifeMs = lifetimeMs()): Reply<null> {
  return {
    status: 200,
    message: 'The events of the job follow.',
    data: null,
    headers: { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
    text: { contentType: 'text/event-stream', body: streamOf(follower, told, lifeMs) },
  }
}

/**
 * The events of a job as server-sent events, each whole in one chunk. Nothing is made before the reader takes it, so a
 * slow one gets larger deltas and holds no memory.
 */
function streamOf(follower: Follower, told: Told, lifeMs: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const chunks = chunksOf(follower, told, lifeMs)
  const close = () => {
    open.delete(follower)
    follower.close()
  }
  open.add(follower)
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await chunks.next()
          if (!done) return controller.enqueue(encoder.encode(value))
          close()
          controller.close()
        } catch (error) {
          log('error', 'stream.failed', { jobId: follower.jobId, ...errorFields(error) })
          close()
          controller.error(error)
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}

async function* chunksOf(follower: Follower, told: Told, lifeMs: number): AsyncGenerator<string> {
  const endMs = performance.now() + lifeMs
  let saidMs = performance.now()
  // At once, so that the head of the answer goes out.
  yield `retry: ${tunables.streamRetryMs}\n\n`
  while (!told.isOver) {
    if (told.needsRow()) await follower.read()
    const event = told.next()
    const nowMs = performance.now()
    const silentMs = nowMs - saidMs
    if (event) yield toText(event)
    else if (nowMs >= endMs || (isStopping && !follower.isHere())) return yield toText(reconnect)
    else if (silentMs >= tunables.streamHeartbeatMs) yield ': keepalive\n\n'
    else {
      await follower.changed(Math.min(tunables.streamHeartbeatMs - silentMs, endMs - nowMs))
      continue
    }
    saidMs = performance.now()
  }
}

const reconnect: StreamEvent = { event: 'reconnect', data: {} }

/** JSON has no line breaks, so the data is one line. */
function toText({ event, id, data }: StreamEvent): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}
