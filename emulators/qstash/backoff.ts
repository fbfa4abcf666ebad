import { parseDuration } from './duration.ts'
import { compileRetryDelay } from './retry-delay.ts'

const dayMs = 86_400_000

/** QStash's default delay before retry number `retry` (from 1): min(86400, e^(2.5·n)) seconds, in ms. */
export function defaultBackoffMs(retry: number): number {
  return Math.min(86_400, Math.exp(2.5 * retry)) * 1000
}

/**
 * The delay of a `Retry-After` in ms from `now`: seconds, an HTTP date or a duration such as `6m5s`. Undefined if it is
 * missing, invalid or longer than one day.
 */
export function requestedWaitMs(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined
  const waitMs = parseDuration(retryAfter) ?? Math.max(0, Date.parse(retryAfter) - now)
  return waitMs <= dayMs ? waitMs : undefined
}

/**
 * Milliseconds until the next attempt of a message with `retried` retries so far: the receiver's `Retry-After`, or else the
 * message's own expression, or else the default. At most one day.
 * @see https://upstash.com/docs/qstash/features/retry
 */
export function nextWaitMs(
  message: { retried: number; retryDelayExpression?: string },
  retryAfter: string | undefined,
  now: number,
): number {
  const requested = requestedWaitMs(retryAfter, now)
  if (requested !== undefined) return requested
  if (message.retryDelayExpression !== undefined) {
    const waitMs = compileRetryDelay(message.retryDelayExpression)(message.retried)
    if (Number.isFinite(waitMs)) return Math.min(dayMs, Math.max(0, waitMs))
  }
  return defaultBackoffMs(message.retried + 1)
}
