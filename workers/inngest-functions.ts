import { type Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from 'inngest'
import { z } from 'zod'
import { jobId } from '#lib/api/fields'
import { readJob } from '#lib/jobs/read'
import { errorFields, log } from '#lib/log'
import { cancelledEvent, messageEvent } from '#lib/queue/inngest'
import { schedules } from '#lib/queue/schedules'
import { tunables } from '#lib/tunables'
import { deliver } from '#workers/deliver'
import { workers } from '#workers/registry'

/** One function for each worker. It runs on the worker's event, and by cron if the worker has a schedule. */
export function inngestFunctions(client: Inngest): InngestFunction.Any[] {
  return Object.keys(workers).map((worker) => {
    const crons = schedules.filter((schedule) => schedule.worker === worker).map(({ cron }) => ({ cron }))
    return client.createFunction(
      {
        id: worker,
        triggers: [{ event: messageEvent(worker) }, ...crons],
        // A schedule needs no retries: its next run is the retry.
        retries: crons.length > 0 ? 0 : tunables.deliveryRetriesMax,
        ...(worker === 'completion' && { cancelOn: [{ event: cancelledEvent, match: 'data.jobId' }] }),
        onFailure: ({ event }: { event: unknown }) => withoutText(worker, () => afterFailure(worker, event)),
      },
      ({ event, attempt }) => withoutText(worker, () => run(worker, event, attempt)),
    )
  })
}

type Event = { name: string; data?: unknown }

/** Runs a worker and translates its outcome for Inngest. Errors contain only codes, because Inngest stores them. */
async function run(worker: string, event: Event, attempt: number) {
  const payload = event.name === messageEvent(worker) ? event.data : {}
  const outcome = await deliver(worker, payload, attempt)
  switch (outcome.kind) {
    case 'retry':
      throw new RetryAfterError('retry', Math.max(1, outcome.delaySeconds) * 1000)
    case 'dead':
      throw new NonRetriableError(outcome.code)
    default:
      return outcome
  }
}

const failed = z.object({
  data: z.object({
    run_id: z.string(),
    error: z.object({ message: z.string() }),
    event: z.object({ data: z.object({ jobId }) }).or(z.unknown().transform(() => undefined)),
  }),
})

/** Logs a dead letter. Its job has usually ended. If not, `readJob` handles it now instead of the next sweep. */
async function afterFailure(worker: string, event: unknown): Promise<void> {
  const { run_id: runId, error, event: original } = failed.parse(event).data
  const code = /^[a-z_]{1,50}$/.test(error.message) ? error.message : 'unknown'
  log('error', 'delivery.dead', { worker, runId, jobId: original?.data.jobId, code })
  if (original) await readJob(original.data.jobId, null)
}

/** Rethrows Inngest's own error types, and hides the text of all other errors, which may quote data. */
async function withoutText<T>(worker: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RetryAfterError || error instanceof NonRetriableError) throw error
    log('error', 'worker.failed', { worker, ...errorFields(error) })
    throw new Error('worker_failed')
  }
}
