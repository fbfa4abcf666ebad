import { errorFields, log } from '#lib/log'
import { claimSchedules, endSchedule } from '#lib/queue/postgres/store'
import { schedules } from '#lib/queue/schedules'
import { workers } from '#workers/registry'

export type Scheduler = {
  /** Runs the schedules that are due and that no other process runs. */
  check(): Promise<void>
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

/**
 * Runs the schedules. Each runs in one process at a time, and another process takes over if that one dies. A failed run
 * is not repeated: the next run is the retry.
 */
export function createScheduler(): Scheduler {
  const running = new Map<string, Promise<void>>()

  async function run(worker: string, firedAt: string): Promise<void> {
    try {
      await workers[worker]!.run({})
    } catch (error) {
      log('error', 'worker.failed', { worker, ...errorFields(error) })
    }
    // If the database is down, the row stays claimed by this process, and a later check claims it again.
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
