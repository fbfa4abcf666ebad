import { parseDuration } from './duration.ts'
import { compileRetryDelay } from './retry-delay.ts'
import type { HeaderMap } from './types.ts'

const dayMs = 86_400_000

/** In the order QStash looks at them (https://upstash.com/docs/qstash/features/retry). */
const retryAfterHeaders = [
  'Retry-After',
  'X-Ratelimit-Reset',
  'X-Ratelimit-Reset-Requests',
  'X-Ratelimit-Reset-Tokens',
]

/** QStash's default wait before retry number `retry` (1 = the first): min(86400, e^(2.5·n)) seconds, in ms. */
export function defaultBackoffMs(retry: number): number {
  return Math.min(86_400, Math.exp(2.5 * retry)) * 1000
}

/**
 * The wait the receiver asked for, in ms from `now`: seconds, an HTTP date or a duration such as `6m5s`.
 * Undefined without such a header, when it is unreadable, or when it asks for more than one day.
 */
export function requestedWaitMs(header: HeaderMap, now: number): number | undefined {
  for (const name of retryAfterHeaders) {
    const text = header[name]?.[0]
    if (text === undefined) continue
    const waitMs = parseDuration(text) ?? Math.max(0, Date.parse(text) - now)
    if (waitMs <= dayMs) return waitMs
  }
  return undefined
}

/**
 * Milliseconds until the next attempt of a message that was retried `retried` times so far: what the receiver
 * asked for, else the message's own expression, else the default. Never more than one day.
 */
export function nextWaitMs(
  message: { retried: number; retryDelayExpression?: string },
  header: HeaderMap,
  now: number,
): number {
  const requested = requestedWaitMs(header, now)
  if (requested !== undefined) return requested
  if (message.retryDelayExpression !== undefined) {
    const waitMs = compileRetryDelay(message.retryDelayExpression)(message.retried)
    if (Number.isFinite(waitMs)) return Math.min(dayMs, Math.max(0, waitMs))
  }
  return defaultBackoffMs(message.retried + 1)
}
