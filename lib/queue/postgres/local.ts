import type { Message } from '#lib/queue/types'

/** The worker of this process, as the queue's port sees it. */
export type LocalWorker = {
  /** Runs the message's work now if a place is free. False when it waits for one, here or in another process. */
  run(message: Message): boolean
  /** Looks for work that becomes due after a delay. */
  lookIn(seconds: number): void
}

let worker: LocalWorker | undefined

/** The worker that runs in this process; undefined when there is none, or it shuts down. */
export const localWorker = (): LocalWorker | undefined => worker

export function setLocalWorker(started: LocalWorker | undefined): void {
  worker = started
}
