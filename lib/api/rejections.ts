import { ApiError, type ErrorCode } from '#lib/api/errors'
import type { Caller } from '#lib/auth/caller'
import { clientAddress } from '#lib/client-address'
import { env } from '#lib/env'
import { BlockedUntil, limitKeyOf, takeFromQuota } from '#lib/limiter'
import { errorFields, log } from '#lib/log'

/** The errors of requests that the user's rate limit does not count. They cost work, so another limit counts them. */
const rejections: ErrorCode[] = ['invalid_json', 'invalid_input', 'body_too_large', 'body_timeout']

const name = 'refused'
const blocked = new BlockedUntil()

/** The rate-limit subject of rejected requests: the key, or without a key the address. */
export const rejectionSubject = ({ kind, keyId }: Caller, headers: Headers): string =>
  kind === 'anyone' ? addressSubject(headers) : (keyId ?? kind)

export const addressSubject = (headers: Headers): string => `address:${clientAddress(headers)}`

/** Throws `rate_limited` if this process knows that it rejected too many requests lately. Needs no round trip. */
export function checkRejections(who: string): void {
  const waitMs = (blocked.get(limitKeyOf({ name }, who)) ?? 0) - Date.now()
  if (waitMs <= 0) return
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  throw new ApiError('rate_limited', `Too many invalid requests. Try again in ${seconds} seconds.`, {
    headers: { 'retry-after': String(seconds) },
  })
}

/** Counts a rejected request. Over the limit, `checkRejections` rejects the next requests unread. */
export async function countRejection(who: string): Promise<void> {
  try {
    await takeFromQuota({ name, most: env().RATE_LIMIT_REFUSED_PER_MINUTE, seconds: 60, blocked }, who)
  } catch (error) {
    log('warn', 'rate_limit.unavailable', { policy: name, ...errorFields(error) })
  }
}

/** True if an error counts as a rejection. */
export const isRejection = (error: unknown): boolean =>
  error instanceof ApiError && rejections.includes(error.code)

/** Does the work unless this caller had too many rejections lately. Counts the request if it is rejected. */
export async function limitRejections<T>(who: string, work: () => Promise<T>): Promise<T> {
  checkRejections(who)
  try {
    return await work()
  } catch (error) {
    if (isRejection(error)) await countRejection(who)
    throw error
  }
}
