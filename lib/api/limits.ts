import { Ratelimit } from '@upstash/ratelimit'
import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

/** The named policies: how many requests of one user in how many seconds, over a sliding window. */
const policies = {
  chat: () => ({ requests: env().RATE_LIMIT_PER_HOUR, windowSeconds: 3600 }),
  write: () => ({ requests: env().RATE_LIMIT_PER_HOUR, windowSeconds: 3600 }),
  read: () => ({ requests: 20 * env().RATE_LIMIT_PER_HOUR, windowSeconds: 3600 }),
  manage: () => ({ requests: 20 * env().RATE_LIMIT_PER_HOUR, windowSeconds: 3600 }),
}

export type PolicyName = keyof typeof policies

const limiters = new Map<PolicyName, Ratelimit>()
/** Until when, in milliseconds, identifiers are known to be over their limit. */
const blocked = new Map<string, number>()

/** Built once a process: an identifier known to be over its limit is then refused without a round trip. */
function limiter(name: PolicyName): Ratelimit {
  const { requests, windowSeconds } = policies[name]()
  const made =
    limiters.get(name) ??
    new Ratelimit({
      redis: kv(),
      limiter: Ratelimit.slidingWindow(requests, `${windowSeconds} s`),
      prefix: `limit:${name}`,
      ephemeralCache: blocked,
      timeout: tunables.kvTimeoutMs,
    })
  limiters.set(name, made)
  return made
}

/** Whether this process knows without a round trip that `who` is over the limit. */
function isKnownOver(name: PolicyName, who: string): boolean {
  return (blocked.get(`limit:${name}:${who}`) ?? 0) > Date.now()
}

export type Limit = { headers: Record<string, string>; exceeded?: ApiError }

/**
 * Counts one request of `who` and returns the RateLimit headers (draft-ietf-httpapi-ratelimit-headers), and the
 * error `rate_limited`, with Retry-After in seconds, when it is one too many. Lets through, and logs, when KV is down.
 * `alongside` is called at the moment at which the client sends to KV, so that both take one round trip.
 */
export async function limit(name: PolicyName, who: string, alongside?: () => Promise<void>): Promise<Limit> {
  const { requests, windowSeconds } = policies[name]()
  const noted = isKnownOver(name, who) ? undefined : alongside?.()
  const [result] = await Promise.all([askLimiter(name, who), noted])
  if (!result) return { headers: {} }
  if (result.reason === 'timeout') log('warn', 'rate_limit.unavailable', { policy: name, error: 'timeout' })
  const resetSeconds = Math.max(1, Math.ceil((result.reset - Date.now()) / 1000))
  const headers = {
    'ratelimit-policy': `"${name}";q=${requests};w=${windowSeconds}`,
    ratelimit: `"${name}";r=${Math.max(0, result.remaining)};t=${resetSeconds}`,
  }
  if (result.success) return { headers: result.reason === 'timeout' ? {} : headers }
  const exceeded = new ApiError(
    'rate_limited',
    `More than ${requests} requests in ${windowSeconds / 60} minutes. Try again in ${resetSeconds} seconds.`,
    { headers: { ...headers, 'retry-after': String(resetSeconds) } },
  )
  return { headers, exceeded }
}

/** Takes one request of `who` off the count again. */
export async function giveBack(name: PolicyName, who: string): Promise<void> {
  await askLimiter(name, who, -1)
}

async function askLimiter(name: PolicyName, who: string, rate = 1) {
  try {
    return await limiter(name).limit(who, { rate })
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy: name, ...errorFields(error) })
    return null
  }
}
