import { Ratelimit } from '@upstash/ratelimit'
import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

export type Refusal = { sentence: string; retryAfterSeconds: number }

const hourly = {
  signIn: tunables.signInFailuresPerHour,
  registration: tunables.registrationsPerHour,
  document: tunables.clientDocumentsPerHour,
}
type What = keyof typeof hourly

const limiters = new Map<string, Ratelimit>()

function limiter(what: What, reach: 'address' | 'all'): Ratelimit {
  const prefix = `limit:oauth:${what}:${reach}`
  const made =
    limiters.get(prefix) ??
    new Ratelimit({
      redis: kv(),
      limiter: Ratelimit.slidingWindow(hourly[what][reach], '3600 s'),
      prefix,
      ephemeralCache: false,
      timeout: tunables.kvTimeoutMs,
    })
  limiters.set(prefix, made)
  return made
}

/** The last address that stands there was written by the nearest proxy, or by Next; what is before it anyone could write. */
const addressOf = (headers: Headers): string =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'

/**
 * Counts one try by its address and among all, and says how long to wait when it is one too many of either. Lets through,
 * and logs, when KV is down.
 */
async function count(what: What, headers: Headers, rate = 1): Promise<Refusal | undefined> {
  try {
    const asked = await Promise.all([
      limiter(what, 'address').limit(addressOf(headers), { rate }),
      limiter(what, 'all').limit('all', { rate }),
    ])
    if (asked.some(({ reason }) => reason === 'timeout')) throw new Error('timeout')
    const over = asked.filter(({ success }) => !success)
    if (over.length === 0) return undefined
    const seconds = Math.max(1, ...over.map(({ reset }) => Math.ceil((reset - Date.now()) / 1000)))
    return { sentence: `Too many tries. Try again in ${seconds} seconds.`, retryAfterSeconds: seconds }
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy: `oauth.${what}`, ...errorFields(error) })
    return undefined
  }
}

/** Counts a client that registers. */
export const countRegistration = (headers: Headers) => count('registration', headers)

/** Counts a document that is to be fetched: nobody is to make this server call others as often as they like. */
export const countDocument = (headers: Headers) => count('document', headers)

/** Counts a sign-in as if it failed, before the key is looked at; `forgiveSignIn` takes it back. */
export const countSignIn = (headers: Headers) => count('signIn', headers)

export const forgiveSignIn = async (headers: Headers): Promise<void> =>
  void (await count('signIn', headers, -1))
