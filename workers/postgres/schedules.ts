import { errorFields, log } from '#lib/log'
import { claimSchedules, endSchedule } from '#lib/queue/postgres/store'
import { schedules } from '#lib/queue/schedules'
import { workers } from '#workers/registry'

export type Scheduler = {
  /** Runs what has fired and is not run by another process. */
  check(): Promise<void>
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

/**
 * The schedules, in whichever process takes them: one at a time runs each, and a run that ends with its process is
 * taken over by another. A run that fails is not repeated: the next firing is the retry.
 */
export function createScheduler(): Scheduler {
  const running = new Map<string, Promise<void>>()

  async function run(worker: string, firedAt: string): Promise<void> {
    try {
      await workers[worker]!.run({} as never)
    } catch (error) {
      log('error', 'worker.failed', { worker, ...errorFields(error) })
    }
    // While the database is away the row stays this process's own, and is taken again at one of the next checks.
    await endSchedule(worker, firedAt).catch((error) => log('warn', 'schedule.not_ended', errorFields(error)))
  }

  return {
    async check() {
      const free = schedules.filter(({ worker }) => !running.has(worker))
      const due = await claimSchedules(free).catch((error) => {
        log('warn', 'schedule.not_claimed', errorFields(error))
        return []
      })
      for (const { name, firedAt } of due)
        running.set(
          name,
          run(name, firedAt).finally(() => running.delete(name)),
        )
    },
    async idle() {
      await Promise.all(running.values())
    },
  }
}
