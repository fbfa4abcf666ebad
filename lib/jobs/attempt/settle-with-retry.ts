import { DatabaseUnavailable } from '#lib/db/index'
import { env } from '#lib/env'
import {
  type AttemptResult,
  findSettled,
  type Settlement,
  settleAttempt,
} from '#lib/jobs/attempt/settle-store'
import { deleteSpilled, spillAnswer } from '#lib/jobs/attempt/spill'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'

type Held = Parameters<typeof settleAttempt>[0]
const pauseMsMax = tunables.storePauseMsMax

/** How long to retry: on our own server until the job's deadline, in a serverless function as long as it may run. */
const retryMsMax = () =>
  env().QUEUE === 'postgres' ? tunables.deadlineSeconds * 1000 : tunables.functionStoreMsMax

/**
 * The answer is paid for, so keep retrying while the database is down. No worker can claim the job meanwhile, and later
 * the fencing token decides; a next attempt finds the answer in KV. If a retry finds nothing to settle, our first try
 * may have committed and only its reply was lost.
 */
export async function settleWithRetry(
  held: Held,
  result: AttemptResult,
  storeMsMax = retryMsMax(),
): Promise<Settlement> {
  const untilMs = performance.now() + storeMsMax
  let tries = 0
  for (let pauseMs: number = tunables.storePauseMsFirst; ; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    try {
      const ended = await settleAttempt(held, result)
      const found = ended ?? (tries > 0 ? await findSettled(held, result.status) : undefined)
      if (tries > 0) await afterOutage(held, result, tries)
      return found
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || performance.now() + pauseMs > untilMs) throw error
      tries++
      if (tries === 1) await beforeOutage(held, result)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

async function beforeOutage(held: Held, { answer, spent }: AttemptResult): Promise<void> {
  log('warn', 'attempt.not_stored', { jobId: held.id, attempt: held.attempt })
  if (answer && spent && (await spillAnswer(held, { ...answer, spent })))
    log('info', 'attempt.spilled', { jobId: held.id, attempt: held.attempt })
}

async function afterOutage(held: Held, { answer, spent }: AttemptResult, tries: number): Promise<void> {
  log('info', 'attempt.stored_late', { jobId: held.id, attempt: held.attempt, tries })
  if (answer && spent) await deleteSpilled(held)
}
