import { listenForEnd } from '#lib/jobs/events'
import type { JobView } from '#lib/jobs/schema'
import { type Frame, subscribeToFrames } from '#lib/jobs/stream/channel'

type Handlers = { onFrame(frame: Frame): void; onEnd(job: JobView): void; onLost(): void }

/**
 * Subscribes by KV to a job's text and end. `onLost` is called once when the subscription breaks. `ready` resolves to
 * false when it could not be made.
 */
export function subscribeToJob(jobId: string, { onFrame, onEnd, onLost }: Handlers) {
  const frames = subscribeToFrames(jobId, onFrame)
  const end = listenForEnd(jobId)
  let isOver = false
  const close = () => {
    isOver = true
    frames.close()
    end.close()
  }
  const lose = () => {
    if (isOver) return
    close()
    onLost()
  }
  void frames.ended.then(lose)
  void end.ended.then((job) => (job ? isOver || onEnd(job) : lose()))
  const ready = Promise.all([frames.ready, end.ready]).then((all) => all.every(Boolean))
  return { ready, close }
}
