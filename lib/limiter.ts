import { Ratelimit } from '@upstash/ratelimit'
import { kv } from '#lib/kv/index'
import { tunables } from '#lib/tunables'

/** So many in so many seconds: in a sliding window, or from a bucket that fills up by the second. */
export type Quota = {
  name: string
  most: number
  seconds: number
  as?: 'bucket'
  /** Where to note until when, in milliseconds, somebody is over it: they are then refused without a round trip. */
  blocked?: Map<string, number>
}

/** Until when, in milliseconds, callers are over a limit. It forgets those that no longer are before it grows large. */
export class Blocked extends Map<string, number> {
  override set(key: string, untilMs: number): this {
    if (this.size >= tunables.blockedMax)
      for (const [other, until] of this) if (until <= Date.now()) this.delete(other)
    return super.set(key, untilMs)
  }
}

/** How `blocked` and KV call somebody who is counted in a quota. */
export const counterOf = ({ name }: Pick<Quota, 'name'>, who: string): string => `${prefixOf(name)}:${who}`

const prefixOf = (name: string) => `limit:${name}`

const limiters = new Map<string, Ratelimit>()

/** Built once a process for each quota. */
function limiterOf({ name, most, seconds, as, blocked }: Quota): Ratelimit {
  const kind = `${name} ${most}`
  const made =
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
  limiters.set(kind, made)
  return made
}

export type Taken = { success: boolean; remaining: number; resetSeconds: number }

/**
 * Takes `rate` of what `who` has in a quota, all or nothing, or gives it back when it is negative. Takes of one moment
 * go to KV together. Throws when KV fails or is silent for kvTimeoutMs.
 */
export async function take(quota: Quota, who: string, rate = 1): Promise<Taken> {
  const { success, reason, remaining, reset } = await limiterOf(quota).limit(who, { rate })
  if (reason === 'timeout') throw new Error('timeout')
  return {
    success,
    remaining: Math.max(0, remaining),
    resetSeconds: Math.max(1, Math.ceil((reset - Date.now()) / 1000)),
  }
}
