import type { Message } from '#lib/queue/types'

/** The worker of this process, as the queue uses it. */
export type LocalWorker = {
  /** Runs the message's work now if a slot is free. False when the work waits for a slot, in any process. */
  run(message: Message): boolean
  /** Looks for due work after this delay. */
  lookIn(seconds: number): void
}

let worker: LocalWorker | undefined

/** Returns the worker of this process; undefined when there is none or it is shutting down. */
export const localWorker = (): LocalWorker | undefined => worker

/** Makes a started worker the worker of this process; undefined when it shuts down. */
export function setLocalWorker(started: LocalWorker | undefined): void {
  worker = started
}
