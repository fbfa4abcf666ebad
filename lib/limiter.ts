import { Ratelimit } from '@upstash/ratelimit'
import { kv } from '#lib/kv/index'
import { tunables } from '#lib/tunables'

/** A quota of `most` per `seconds`: in a sliding window, or in a token bucket that refills every second. */
export type Quota = {
  name: string
  most: number
  seconds: number
  as?: 'bucket'
  /** The callers over the quota, with the time in milliseconds until which they are rejected without a round trip. */
  blocked?: Map<string, number>
}

/** The callers over a limit, with its end in milliseconds. Removes expired entries before it grows large. */
export class BlockedUntil extends Map<string, number> {
  override set(key: string, untilMs: number): this {
    if (this.size >= tunables.blockedMax)
      for (const [other, until] of this) if (until <= Date.now()) this.delete(other)
    return super.set(key, untilMs)
  }
}

/** Returns the key of a rate-limit subject in `blocked` and KV. */
export const limitKeyOf = ({ name }: Pick<Quota, 'name'>, who: string): string => `${prefixOf(name)}:${who}`

const prefixOf = (name: string) => `limit:${name}`

const limiters = new Map<string, Ratelimit>()

/** Returns the limiter of a quota. It is built once per process. */
function limiterOf({ name, most, seconds, as, blocked }: Quota): Ratelimit {
  const kind = `${name} ${most}`
  const limiter =
    limiters.get(kind) ??
    new Ratelimit({
      redis: kv(),
      limiter:
        as === 'bucket'
          ? Ratelimit.tokenBucket(Math.floor(most / seconds), '1 s', most)
          : Ratelimit.slidingWindow(most, `${seconds} s`),
      prefix: prefixOf(name),
      ephemeralCache: blocked ?? false,
      timeout: tunables.kvTimeoutMs,
    })
  limiters.set(kind, limiter)
  return limiter
}

export type QuotaResult = { success: boolean; remaining: number; resetSeconds: number }

/**
 * Takes `rate` tokens of the subject `who` from a quota, all or nothing. A negative `rate` returns tokens. Calls of one
 * moment are sent to KV together. Throws when KV fails or does not answer within kvTimeoutMs.
 */
export async function takeFromQuota(quota: Quota, who: string, rate = 1): Promise<QuotaResult> {
  const { success, reason, remaining, reset } = await limiterOf(quota).limit(who, { rate })
  if (reason === 'timeout') throw new Error('timeout')
  return {
    success,
    remaining: Math.max(0, remaining),
    resetSeconds: Math.max(1, Math.ceil((reset - Date.now()) / 1000)),
  }
}
