import type { PolicyName } from '#lib/api/limits'
import { type Taken, take } from '#lib/limiter'
import { tunables } from '#lib/tunables'

/**
 * Limits the requests of one policy in an hour, over all callers together. A process takes a batch of tokens from KV at
 * a time, so most requests need no round trip. When the process ends, its unused tokens are lost.
 */
class Ceiling {
  #max: number
  #name: string
  #left = 0
  #refill: Promise<Taken | undefined> | undefined
  #fullUntilMs = 0
  #resetMs = 0

  constructor(policy: PolicyName, max: number) {
    this.#name = `server-${policy}`
    this.#max = max
  }

  /** Takes one token. Returns the seconds to wait when no token is left; undefined when it took one, or KV is down. */
  async take(): Promise<number | undefined> {
    while (this.#left === 0) {
      if (Date.now() < this.#fullUntilMs) return this.#waitSeconds()
      this.#refill ??= this.#takeBatch().finally(() => {
        this.#refill = undefined
      })
      const taken = await this.#refill
      if (!taken) return undefined
      if (!taken.success) return this.#waitSeconds()
    }
    this.#left--
    return undefined
  }

  giveBack(): void {
    this.#left++
  }

  #waitSeconds(): number {
    return Math.max(1, Math.ceil((this.#resetMs - Date.now()) / 1_000))
  }

  async #takeBatch(): Promise<Taken | undefined> {
    const quota = { name: this.#name, most: this.#max, seconds: 3_600 }
    const batch = Math.min(
      tunables.ceilingLotMax,
      Math.max(1, Math.floor(this.#max / tunables.ceilingLotShare)),
    )
    try {
      const first = await take(quota, 'all', batch)
      const taken = first.success || batch === 1 ? first : await take(quota, 'all', 1)
      if (taken.success) this.#left += first.success ? batch : 1
      else this.#noteFull(taken.resetSeconds)
      return taken
    } catch {
      // The user's limit, which runs at the same time, logs that KV is down.
      return undefined
    }
  }

  /** Sends no commands to KV for a moment: every caller would get the same rejection. */
  #noteFull(resetSeconds: number): void {
    this.#resetMs = Date.now() + resetSeconds * 1_000
    this.#fullUntilMs = Date.now() + tunables.ceilingFullMs
  }
}

const ceilings = new Map<PolicyName, Ceiling>()

/** Returns the server-wide limit of a policy, one object in each process. */
export function ceilingOf(policy: PolicyName, max: number): Ceiling {
  const ceiling = ceilings.get(policy) ?? new Ceiling(policy, max)
  ceilings.set(policy, ceiling)
  return ceiling
}
