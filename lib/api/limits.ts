import { Ratelimit } from '@upstash/ratelimit'
import type { Caller } from '#lib/api/caller'
import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

/** The named policies: how many times the configured number of requests one user has in each window. */
const policies = { chat: 1, write: 1, read: 20, manage: 20 }

export type PolicyName = keyof typeof policies

/** As whom a request is counted, and its key, if that has a limit of its own. */
export type Counted = { who: string; key?: { id: string; requestsPerHour: number } }

/** One sliding window, and whose requests are counted in it; `span` ends a sentence. */
type Window = { name: string; who: string; requests: number; seconds: number; span: string }

/**
 * The windows of a policy that are configured, shortest first, and that of the key. The hour's has the policy's own
 * name.
 */
function windowsOf(policy: PolicyName, { who, key }: Counted): Window[] {
  const { RATE_LIMIT_PER_MINUTE, RATE_LIMIT_PER_HOUR, RATE_LIMIT_PER_DAY } = env()
  const times = policies[policy]
  const ofUser = [
    { name: `${policy}-minute`, limit: RATE_LIMIT_PER_MINUTE, seconds: 60, span: 'a minute' },
    { name: policy, limit: RATE_LIMIT_PER_HOUR, seconds: 3_600, span: '60 minutes' },
    { name: `${policy}-day`, limit: RATE_LIMIT_PER_DAY, seconds: 86_400, span: '24 hours' },
  ].flatMap(({ limit, ...window }) =>
    limit === undefined ? [] : [{ ...window, who, requests: times * limit }],
  )
  if (!key) return ofUser
  const { id, requestsPerHour: requests } = key
  return [...ofUser, { name: 'key', who: id, requests, seconds: 3_600, span: '60 minutes with this key' }]
}

const limiters = new Map<string, Ratelimit>()
/** Until when, in milliseconds, identifiers are known to be over a limit. */
const blocked = new Map<string, number>()

/** Built once a process: an identifier known to be over its limit is then refused without a round trip. */
function limiter({ name, requests, seconds }: Window): Ratelimit {
  const kind = `${name} ${requests}`
  const made =
    limiters.get(kind) ??
    new Ratelimit({
      redis: kv(),
      limiter: Ratelimit.slidingWindow(requests, `${seconds} s`),
      prefix: `limit:${name}`,
      ephemeralCache: blocked,
      timeout: tunables.kvTimeoutMs,
    })
  limiters.set(kind, made)
  return made
}

/** Whether this process knows without a round trip that a window is full. */
const isKnownOver = ({ name, who }: Window) => (blocked.get(`limit:${name}:${who}`) ?? 0) > Date.now()

/** A request is counted as that of the user whom it names, or else of its caller. */
export function countedAs({ kind, keyId, requestsPerHour }: Caller, userId: string | undefined): Counted {
  const who = userId ?? keyId ?? kind
  return keyId !== null && requestsPerHour ? { who, key: { id: keyId, requestsPerHour } } : { who }
}

export type Limit = { headers: Record<string, string>; exceeded?: ApiError }
type Asked = { window: Window; over: boolean; remaining: number; resetSeconds: number }

/**
 * Counts one request in every window of the policy, and in that of its key, and returns the RateLimit headers
 * (draft-ietf-httpapi-ratelimit-headers), and the error `rate_limited`, with Retry-After in seconds, when it is one too
 * many in any of them: it then counts in none. Lets through, and logs, when KV is down. All windows take one round trip,
 * and `alongside` is called at the moment at which the client sends it, so that it takes none of its own.
 */
export async function limit(
  policy: PolicyName,
  counted: Counted,
  alongside?: () => Promise<void>,
): Promise<Limit> {
  const windows = windowsOf(policy, counted)
  const known = windows.filter(isKnownOver)
  const noted = known.length > 0 ? undefined : alongside?.()
  const [asked] = await Promise.all([ask(policy, known.length > 0 ? known : windows), noted])
  if (!asked) return { headers: {} }
  const headers = {
    'ratelimit-policy': windows
      .map(({ name, requests, seconds }) => `"${name}";q=${requests};w=${seconds}`)
      .join(', '),
    ratelimit: asked
      .map(({ window, remaining, resetSeconds }) => `"${window.name}";r=${remaining};t=${resetSeconds}`)
      .join(', '),
  }
  const [worst] = asked.filter(({ over }) => over).toSorted((a, b) => b.resetSeconds - a.resetSeconds)
  if (!worst) return { headers }
  const taken = asked.filter(({ over }) => !over).map(({ window }) => window)
  await takeOff(policy, taken)
  const { window, resetSeconds } = worst
  const exceeded = new ApiError(
    'rate_limited',
    `More than ${window.requests} requests in ${window.span}. Try again in ${resetSeconds} seconds.`,
    { headers: { ...headers, 'retry-after': String(resetSeconds) } },
  )
  return { headers, exceeded }
}

/** Takes one request off the count of every window again. */
export async function giveBack(policy: PolicyName, counted: Counted): Promise<void> {
  await takeOff(policy, windowsOf(policy, counted))
}

async function takeOff(policy: PolicyName, windows: Window[]): Promise<void> {
  if (windows.length > 0) await ask(policy, windows, -1)
}

/** Undefined when KV does not answer. The commands go out together, since they are of the same moment. */
async function ask(policy: PolicyName, windows: Window[], rate = 1): Promise<Asked[] | undefined> {
  try {
    const results = await Promise.all(windows.map((window) => limiter(window).limit(window.who, { rate })))
    if (results.some(({ reason }) => reason === 'timeout')) throw new Error('timeout')
    return results.map(({ success, remaining, reset }, i) => ({
      window: windows[i]!,
      over: !success,
      remaining: Math.max(0, remaining),
      resetSeconds: Math.max(1, Math.ceil((reset - Date.now()) / 1000)),
    }))
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy, ...errorFields(error) })
    return undefined
  }
}
