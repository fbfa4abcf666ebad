import type { PolicyName } from '#lib/api/limits'
import { type QuotaResult, takeFromQuota } from '#lib/limiter'
import { tunables } from '#lib/tunables'

/**
 * Limits the requests of one policy in an hour, over all callers together. A process takes a batch of tokens from KV at
 * a time, so most requests need no round trip. When the process ends, its unused tokens are lost.
 */
class ServerLimit {
  #max: number
  #name: string
  #left = 0
  #refill: Promise<QuotaResult | undefined> | undefined
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

  uncount(): void {
    this.#left++
  }

  #waitSeconds(): number {
    return Math.max(1, Math.ceil((this.#resetMs - Date.now()) / 1_000))
  }

  async #takeBatch(): Promise<QuotaResult | undefined> {
    const quota = { name: this.#name, most: this.#max, seconds: 3_600 }
    const batch = Math.min(
      tunables.serverLimitBatchMax,
      Math.max(1, Math.floor(this.#max / tunables.serverLimitBatchShare)),
    )
    try {
      const first = await takeFromQuota(quota, 'all', batch)
      const taken = first.success || batch === 1 ? first : await takeFromQuota(quota, 'all', 1)
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
    this.#fullUntilMs = Date.now() + tunables.serverLimitFullMs
  }
}

const serverLimits = new Map<PolicyName, ServerLimit>()

/** Returns the server-wide limit of a policy, one object in each process. */
export function serverLimitOf(policy: PolicyName, max: number): ServerLimit {
  const serverLimit = serverLimits.get(policy) ?? new ServerLimit(policy, max)
  serverLimits.set(policy, serverLimit)
  return serverLimit
}
