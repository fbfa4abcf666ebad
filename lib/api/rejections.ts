import { ApiError, type ErrorCode } from '#lib/api/errors'
import type { Caller } from '#lib/auth/caller'
import { clientAddress } from '#lib/client-address'
import { env } from '#lib/env'
import { Blocked, counterOf, take } from '#lib/limiter'
import { errorFields, log } from '#lib/log'

/** What is refused before it counts against the limit of a user, and still costs the server work. */
const rejections: ErrorCode[] = ['invalid_json', 'invalid_input', 'body_too_large', 'body_timeout']

const name = 'refused'
const blocked = new Blocked()

/** As whom refused requests are counted: a key, or without one the address. */
export const rejectionSubject = ({ kind, keyId }: Caller, headers: Headers): string =>
  kind === 'anyone' ? addressAs(headers) : (keyId ?? kind)

export const addressAs = (headers: Headers): string => `address:${clientAddress(headers)}`

/** Throws `rate_limited` when this process knows that too much was refused lately. It costs no round trip. */
export function checkRejections(who: string): void {
  const waitMs = (blocked.get(counterOf({ name }, who)) ?? 0) - Date.now()
  if (waitMs <= 0) return
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  throw new ApiError('rate_limited', `Too many requests were refused. Try again in ${seconds} seconds.`, {
    headers: { 'retry-after': String(seconds) },
  })
}

/** Counts a request that was refused; those that follow one too many are refused unread. */
export async function countRejection(who: string): Promise<void> {
  try {
    await take({ name, most: env().RATE_LIMIT_REFUSED_PER_MINUTE, seconds: 60, blocked }, who)
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy: name, ...errorFields(error) })
  }
}

/** Whether an error is counted as a refusal. */
export const isRejection = (error: unknown): boolean =>
  error instanceof ApiError && rejections.includes(error.code)

/** Does the work unless too much of this caller's was refused lately, and counts it if it is refused as well. */
export async function limitRejections<T>(who: string, work: () => Promise<T>): Promise<T> {
  checkRejections(who)
  try {
    return await work()
  } catch (error) {
    if (isRejection(error)) await countRejection(who)
    throw error
  }
}
