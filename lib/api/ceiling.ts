import type { PolicyName } from '#lib/api/limits'
import { type Taken, take } from '#lib/limiter'
import { tunables } from '#lib/tunables'

/**
 * What all callers together may do of one policy in an hour. A process takes from KV a lot at a time, so that the ceiling
 * costs a round trip now and then alone; what it has left is lost when it ends.
 */
class Ceiling {
  #most: number
  #name: string
  #left = 0
  #refill: Promise<Taken | undefined> | undefined
  #fullUntilMs = 0
  #resetMs = 0

  constructor(policy: PolicyName, most: number) {
    this.#name = `server-${policy}`
    this.#most = most
  }

  /** Takes one. Returns for how many seconds there is none; undefined when one was taken, or KV is down. */
  async take(): Promise<number | undefined> {
    while (this.#left === 0) {
      if (Date.now() < this.#fullUntilMs) return this.#waitSeconds()
      this.#refill ??= this.#takeLot().finally(() => {
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

  async #takeLot(): Promise<Taken | undefined> {
    const quota = { name: this.#name, most: this.#most, seconds: 3_600 }
    const lot = Math.min(
      tunables.ceilingLotMax,
      Math.max(1, Math.floor(this.#most / tunables.ceilingLotShare)),
    )
    try {
      const many = await take(quota, 'all', lot)
      const taken = many.success || lot === 1 ? many : await take(quota, 'all', 1)
      if (taken.success) this.#left += many.success ? lot : 1
      else this.#noteFull(taken.resetSeconds)
      return taken
    } catch {
      // The limit of the user, which is asked for beside this, says so in the log.
      return undefined
    }
  }

  /** For a moment nothing is asked of KV: all callers would ask it in vain. */
  #noteFull(resetSeconds: number): void {
    this.#resetMs = Date.now() + resetSeconds * 1_000
    this.#fullUntilMs = Date.now() + tunables.ceilingFullMs
  }
}

const ceilings = new Map<PolicyName, Ceiling>()

/** The ceiling of a policy in this process. */
export function ceilingOf(policy: PolicyName, most: number): Ceiling {
  const ceiling = ceilings.get(policy) ?? new Ceiling(policy, most)
  ceilings.set(policy, ceiling)
  return ceiling
}
