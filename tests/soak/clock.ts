import { roll } from '#tests/support/random'
import type { Profile } from './profile.ts'

const roundMs = 700
/** Longer than the sweep waits. */
const past = `interval '40 seconds'`

type Options = { seed: number; profile: Profile }

/**
 * Shortens waits: moves the times of jobs that wait for a retry, for a lost message or for a dead worker's lease. Runs
 * sweeps, two at once if the queue can. Also takes leases from running workers.
 */
export class JobClock {
  readonly #options: Options
  #rounds = 0
  #stopped = false
  #running: Promise<void> | undefined
  stolen = 0

  constructor(options: Options) {
    this.#options = options
  }

  start(): void {
    this.#running = this.#loop()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  /** Expires the leases of a killed worker's jobs. */
  async releaseLeases(jobIds: string[]): Promise<void> {
    await this.#move(`lease_until = now() - ${past}`, `status = 'running' and id = any($1)`, [jobIds])
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      // The database may be down. The next round comes soon.
      await this.#round().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, roundMs))
    }
  }

  async #round(): Promise<void> {
    this.#rounds++
    await this.#move(
      `next_attempt_at = now() - ${past}`,
      `status = 'queued' and next_attempt_at > now() + interval '2 s'`,
    )
    await this.#move(
      `next_attempt_at = next_attempt_at - ${past}`,
      `status = 'queued' and next_attempt_at < now() and dispatched_at < now() - interval '2 s'`,
    )
    // A running worker would have renewed it.
    await this.#move(
      `lease_until = now() - ${past}`,
      `status = 'running' and lease_until < now() + interval '40 s'`,
    )
    await this.#options.profile.database.query('update lost_calls set due_at = least(due_at, now())')
    if (roll(this.#options.seed, 'theft', this.#rounds) < 0.15) {
      const one = `(select id from jobs where status = 'running' order by md5(id || $1) limit 1)`
      this.stolen += await this.#move(`lease_until = now() - ${past}`, `id = ${one}`, [String(this.#rounds)])
    }
    await this.#options.profile.runWorker('sweep', 2)
  }

  async #move(what: string, where: string, values: unknown[] = []): Promise<number> {
    const text = `update jobs set ${what}, dispatched_at = dispatched_at - ${past} where ${where}`
    return (await this.#options.profile.database.query(text, values)).rowCount ?? 0
  }
}
