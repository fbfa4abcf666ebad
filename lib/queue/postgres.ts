import { localWorker } from '#lib/queue/postgres/local'
import { notifyOthers } from '#lib/queue/postgres/notify'
import { findLag } from '#lib/queue/postgres/store'
import type { Queue } from '#lib/queue/types'
import { ServiceProblem } from '#lib/service-problem'

/**
 * PostgreSQL as the queue. The rows of jobs and deliveries, with their due times, are the queue, so publishing only
 * saves time. The work runs in this process if a slot is free; otherwise the other processes are notified.
 */
export function postgres(): Queue {
  return {
    async publish(messages, { delaySeconds = 0 } = {}) {
      const worker = localWorker()
      if (delaySeconds > 0) return worker?.lookIn(delaySeconds)
      const waiting = messages.filter((message) => !worker?.run(message))
      if (waiting.length > 0) await notifyOthers()
    },
    // The row is enough: a claim finds that the job is cancelled.
    async cancel() {},
    async ping() {
      const { processes, lagSeconds } = await findLag()
      if (processes === 0) throw new ServiceProblem('No process runs jobs. Start one with `npm run worker`.')
      return { lagSeconds }
    },
  }
}
