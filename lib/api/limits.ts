import { ApiError } from '#lib/api/errors'
import { serverLimitOf } from '#lib/api/server-limit'
import type { Caller } from '#lib/auth/caller'
import { derive } from '#lib/auth/derive'
import { env } from '#lib/env'
import { sha256Hex } from '#lib/hash'
import { BlockedUntil, limitKeyOf, type Quota, type QuotaResult, takeFromQuota } from '#lib/limiter'
import { errorFields, log } from '#lib/log'
import { noteServiceFailure } from '#lib/service-failures'
import { tunables } from '#lib/tunables'

/** The named policies. The number multiplies the configured requests for each user and window. */
export const policies = { chat: 1, write: 1, read: 20, manage: 20 }

export type PolicyName = keyof typeof policies

/**
 * The rate-limit subject, and the key when it has its own limit. A key that is not bound to a user has a default limit,
 * since it can invent users.
 */
export type RateLimitSubject = { who: string; key?: { id: string; requestsPerHour?: number } }

/** One sliding window and its subject. `span` is the end of the error sentence. */
type Window = Quota & { who: string; span: string }

const keyLimit = () => {
  const { RATE_LIMIT_KEY_PER_HOUR, RATE_LIMIT_PER_HOUR } = env()
  return RATE_LIMIT_KEY_PER_HOUR ?? tunables.keyLimitTimes * RATE_LIMIT_PER_HOUR
}

/** The requests of a policy that the whole server accepts in an hour. */
function serverRequestsPerHour(policy: PolicyName): number {
  const { RATE_LIMIT_SERVER_PER_HOUR, RATE_LIMIT_PER_HOUR } = env()
  return policies[policy] * (RATE_LIMIT_SERVER_PER_HOUR ?? tunables.serverLimitTimes * RATE_LIMIT_PER_HOUR)
}

/**
 * The configured windows of a policy, shortest first, then the window of the key. The hour's window has the policy's
 * name.
 */
function windowsOf(policy: PolicyName, { who, key }: RateLimitSubject): Window[] {
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
  const ofKey = { who: key.id, seconds: 3_600, span: '60 minutes with this key', blocked }
  if (key.requestsPerHour) return [...ofUser, { ...ofKey, name: 'key', most: key.requestsPerHour }]
  return [...ofUser, { ...ofKey, name: `key-${policy}`, most: times * keyLimit() }]
}

const blocked = new BlockedUntil()

/** True if this process knows without a round trip that a window is full. */
const isKnownFull = (window: Window) => (blocked.get(limitKeyOf(window, window.who)) ?? 0) > Date.now()

/**
 * Returns the rate-limit subject: the user that the request names, or else its caller. KV gets a pseudonym of the user,
 * so its counters reveal no user id, even after the user is deleted.
 */
export function rateLimitSubject(caller: Caller, userId: string | undefined): RateLimitSubject {
  const { kind, keyId, requestsPerHour } = caller
  const who = userId === undefined ? (keyId ?? kind) : `user:${pseudonymOf(userId)}`
  if (keyId !== null && requestsPerHour) return { who, key: { id: keyId, requestsPerHour } }
  const mayInvent = caller.userId === null && (kind === 'key' || kind === 'token')
  return mayInvent ? { who, key: { id: keyId ?? kind } } : { who }
}

let pseudonymKey: string | undefined

function pseudonymOf(userId: string): string {
  pseudonymKey ??= derive('rate limits')
  return sha256Hex(`${pseudonymKey} ${userId}`).slice(0, 32)
}

export type RateLimitResult = { headers: Record<string, string>; exceeded?: ApiError }
type Count = QuotaResult & { window: Window }

/**
 * Counts one request in every window of the policy and of the key. Returns the RateLimit headers
 * (draft-ietf-httpapi-ratelimit-headers). When any window is full, no window counts the request, and the result has the
 * error `rate_limited` with Retry-After in seconds. When KV is down, it allows the request and logs this.
 * All windows share one round trip; the KV commands of `alongside` join it.
 */
export async function rateLimit(
  policy: PolicyName,
  counted: RateLimitSubject,
  alongside?: () => Promise<void>,
): Promise<RateLimitResult> {
  const windows = windowsOf(policy, counted)
  const known = windows.filter(isKnownFull)
  const noted = known.length > 0 ? undefined : alongside?.()
  const most = serverRequestsPerHour(policy)
  const serverLimit = serverLimitOf(policy, most)
  const [counts, serverSeconds] = await Promise.all([
    countInWindows(policy, known.length > 0 ? known : windows),
    known.length > 0 ? undefined : serverLimit.take(),
    noted,
  ])
  if (!counts) return { headers: {} }
  const headers = {
    'ratelimit-policy': windows
      .map(({ name, most, seconds }) => `"${name}";q=${most};w=${seconds}`)
      .join(', '),
    ratelimit: counts
      .map(({ window, remaining, resetSeconds }) => `"${window.name}";r=${remaining};t=${resetSeconds}`)
      .join(', '),
  }
  const [worst] = counts.filter(({ success }) => !success).toSorted((a, b) => b.resetSeconds - a.resetSeconds)
  if (!worst && serverSeconds === undefined) return { headers }
  const taken = counts.filter(({ success }) => success).map(({ window }) => window)
  await subtractOne(policy, taken)
  if (worst && known.length === 0 && serverSeconds === undefined) serverLimit.uncount()
  return worst
    ? { headers, exceeded: rateLimited(worst.window, worst.resetSeconds, headers) }
    : { headers, exceeded: rateLimited({ most, span: '60 minutes by all callers' }, serverSeconds!, headers) }
}

const rateLimited = (
  { most, span }: Pick<Window, 'most' | 'span'>,
  resetSeconds: number,
  headers: Record<string, string>,
) =>
  new ApiError(
    'rate_limited',
    `More than ${most} requests in ${span}. Try again in ${resetSeconds} seconds.`,
    {
      headers: { ...headers, 'retry-after': String(resetSeconds) },
    },
  )

/** Subtracts one request from the count of every window. */
export async function uncountRequest(policy: PolicyName, counted: RateLimitSubject): Promise<void> {
  serverLimitOf(policy, serverRequestsPerHour(policy)).uncount()
  await subtractOne(policy, windowsOf(policy, counted))
}

async function subtractOne(policy: PolicyName, windows: Window[]): Promise<void> {
  if (windows.length > 0) await countInWindows(policy, windows, -1)
}

/** Returns undefined when KV does not answer. The client sends all commands in one round trip. */
async function countInWindows(policy: PolicyName, windows: Window[], rate = 1): Promise<Count[] | undefined> {
  try {
    return await Promise.all(
      windows.map(async (window) => ({ window, ...(await takeFromQuota(window, window.who, rate)) })),
    )
  } catch (error) {
    noteServiceFailure()
    log('warn', 'rate_limit.unavailable', { policy, ...errorFields(error) })
    return undefined
  }
}
