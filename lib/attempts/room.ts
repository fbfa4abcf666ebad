import { Ratelimit } from '@upstash/ratelimit'
import { env } from '#lib/env'
import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

const limiters = new Map<string, Ratelimit>()

/** A bucket of a minute's tokens that fills up by the second, as the providers' own do. */
function bucketOf(model: string, perMinute: number): Ratelimit {
  const made =
    limiters.get(model) ??
    new Ratelimit({
      redis: kv(),
      limiter: Ratelimit.tokenBucket(Math.floor(perMinute / 60), '1 s', perMinute),
      prefix: 'room',
      // One call that does not fit says nothing of a smaller one.
      ephemeralCache: false,
      timeout: tunables.kvTimeoutMs,
    })
  limiters.set(model, made)
  return made
}

/**
 * Takes the tokens that a call may need from what its model has for all workers: 0 when they are there, else the seconds
 * after which they may be, and nothing is taken. Without a limit for the model nothing is counted and nobody asked; without KV nobody waits.
 * Nothing is given back later, since providers too count what a call asks for.
 */
export async function askRoom(model: string, countTokens: () => number): Promise<number> {
  const { MODEL_TOKENS_PER_MINUTE: limits = {} } = env()
  const perMinute = Object.hasOwn(limits, model) ? limits[model] : undefined
  if (perMinute === undefined) return 0
  // A call larger than that has to have the whole bucket.
  const rate = Math.min(countTokens(), perMinute)
  try {
    const { success, reason } = await bucketOf(model, perMinute).limit(model, { rate })
    if (reason === 'timeout') throw new Error('timeout')
    return success ? 0 : (60 * rate) / perMinute
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'room', ...errorFields(error) })
    return 0
  }
}
