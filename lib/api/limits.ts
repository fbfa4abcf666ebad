import { ApiError } from '#lib/api/errors'
import type { Caller } from '#lib/auth/caller'
import { env } from '#lib/env'
import { counterOf, type Quota, type Taken, take } from '#lib/limiter'
import { errorFields, log } from '#lib/log'

/** The named policies: how many times the configured number of requests one user has in each window. */
const policies = { chat: 1, write: 1, read: 20, manage: 20 }

export type PolicyName = keyof typeof policies

/** As whom a request is counted, and its key, if that has a limit of its own. */
export type Counted = { who: string; key?: { id: string; requestsPerHour: number } }

/** One sliding window, and whose requests are counted in it; `span` ends a sentence. */
type Window = Quota & { who: string; span: string }

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
    limit === undefined ? [] : [{ ...window, who, most: times * limit, blocked }],
  )
  if (!key) return ofUser
  const ofKey = { name: 'key', seconds: 3_600, span: '60 minutes with this key' }
  return [...ofUser, { ...ofKey, who: key.id, most: key.requestsPerHour, blocked }]
}

/** Until when, in milliseconds, callers are known to be over a limit. */
const blocked = new Map<string, number>()

/** Whether this process knows without a round trip that a window is full. */
const isKnownOver = (window: Window) => (blocked.get(counterOf(window, window.who)) ?? 0) > Date.now()

/** A request is counted as that of the user whom it names, or else of its caller. No user's name is a caller's. */
export function countedAs({ kind, keyId, requestsPerHour }: Caller, userId: string | undefined): Counted {
  const who = userId === undefined ? (keyId ?? kind) : `user:${userId}`
  return keyId !== null && requestsPerHour ? { who, key: { id: keyId, requestsPerHour } } : { who }
}

export type Limit = { headers: Record<string, string>; exceeded?: ApiError }
type Asked = Taken & { window: Window }

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
      .map(({ name, most, seconds }) => `"${name}";q=${most};w=${seconds}`)
      .join(', '),
    ratelimit: asked
      .map(({ window, remaining, resetSeconds }) => `"${window.name}";r=${remaining};t=${resetSeconds}`)
      .join(', '),
  }
  const [worst] = asked.filter(({ success }) => !success).toSorted((a, b) => b.resetSeconds - a.resetSeconds)
  if (!worst) return { headers }
  const taken = asked.filter(({ success }) => success).map(({ window }) => window)
  await takeOff(policy, taken)
  const { window, resetSeconds } = worst
  const exceeded = new ApiError(
    'rate_limited',
    `More than ${window.most} requests in ${window.span}. Try again in ${resetSeconds} seconds.`,
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
    return await Promise.all(
      windows.map(async (window) => ({ window, ...(await take(window, window.who, rate)) })),
    )
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy, ...errorFields(error) })
    return undefined
  }
}
