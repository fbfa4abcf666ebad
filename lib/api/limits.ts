import { ceilingOf } from '#lib/api/ceiling'
import { ApiError } from '#lib/api/errors'
import type { Caller } from '#lib/auth/caller'
import { derive } from '#lib/auth/derive'
import { noteDoubt } from '#lib/doubt'
import { env } from '#lib/env'
import { sha256Hex } from '#lib/hash'
import { Blocked, counterOf, type Quota, type Taken, take } from '#lib/limiter'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

/** The named policies: how many times the configured number of requests one user has in each window. */
const policies = { chat: 1, write: 1, read: 20, manage: 20 }

export type PolicyName = keyof typeof policies

/**
 * As whom a request is counted, and its key: one with a limit of its own, or one that names no user, which has a limit by
 * default, since it may invent users.
 */
export type Counted = { who: string; key?: { id: string; requestsPerHour?: number } }

/** One sliding window, and whose requests are counted in it; `span` ends a sentence. */
type Window = Quota & { who: string; span: string }

const keyLimit = () => {
  const { RATE_LIMIT_KEY_PER_HOUR, RATE_LIMIT_PER_HOUR } = env()
  return RATE_LIMIT_KEY_PER_HOUR ?? tunables.keyLimitTimes * RATE_LIMIT_PER_HOUR
}

/** How many requests of a policy the whole server takes in an hour. */
function serverLimit(policy: PolicyName): number {
  const { RATE_LIMIT_SERVER_PER_HOUR, RATE_LIMIT_PER_HOUR } = env()
  return policies[policy] * (RATE_LIMIT_SERVER_PER_HOUR ?? tunables.serverLimitTimes * RATE_LIMIT_PER_HOUR)
}

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
  const ofKey = { who: key.id, seconds: 3_600, span: '60 minutes with this key', blocked }
  if (key.requestsPerHour) return [...ofUser, { ...ofKey, name: 'key', most: key.requestsPerHour }]
  return [...ofUser, { ...ofKey, name: `key-${policy}`, most: times * keyLimit() }]
}

const blocked = new Blocked()

/** Whether this process knows without a round trip that a window is full. */
const isKnownOver = (window: Window) => (blocked.get(counterOf(window, window.who)) ?? 0) > Date.now()

/**
 * A request is counted as that of the user whom it names, or else of its caller. No user's name is a caller's, and KV
 * gets to know none: what is left there when a user is deleted names nobody.
 */
export function countedAs(caller: Caller, userId: string | undefined): Counted {
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
  const most = serverLimit(policy)
  const ceiling = ceilingOf(policy, most)
  const [asked, serverSeconds] = await Promise.all([
    ask(policy, known.length > 0 ? known : windows),
    known.length > 0 ? undefined : ceiling.take(),
    noted,
  ])
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
  if (!worst && serverSeconds === undefined) return { headers }
  const taken = asked.filter(({ success }) => success).map(({ window }) => window)
  await takeOff(policy, taken)
  if (worst && known.length === 0 && serverSeconds === undefined) ceiling.giveBack()
  return worst
    ? { headers, exceeded: tooMany(worst.window, worst.resetSeconds, headers) }
    : { headers, exceeded: tooMany({ most, span: '60 minutes by all callers' }, serverSeconds!, headers) }
}

const tooMany = (
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

/** Takes one request off the count of every window again. */
export async function giveBack(policy: PolicyName, counted: Counted): Promise<void> {
  ceilingOf(policy, serverLimit(policy)).giveBack()
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
    noteDoubt()
    log('warn', 'rate_limit.unavailable', { policy, ...errorFields(error) })
    return undefined
  }
}
