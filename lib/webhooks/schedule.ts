import type { CallResult } from '#lib/http-client/send'
import { tunables } from '#lib/tunables'

/** What a call means for its delivery. */
export type Verdict = { status: 'delivered' | 'failed' } | { status: 'pending'; delaySeconds: number }

/** The first call and one after each delay. */
export const webhookAttemptsMax = tunables.webhookDelaysSeconds.length + 1

/**
 * Decides about a delivery after the `attempt`-th call of its schedule (1 is the first), as Standard Webhooks advises:
 * 2xx is received, 410 wants no more, and all else is tried again after the schedule's next delay, give or take the
 * jitter, or after the receiver's Retry-After if that is longer. `random` is in [0, 1).
 */
export function afterCall(result: CallResult, attempt: number, random: number): Verdict {
  const { statusCode } = result
  if (statusCode !== undefined && statusCode >= 200 && statusCode <= 299) return { status: 'delivered' }
  const delay = tunables.webhookDelaysSeconds[attempt - 1]
  if (statusCode === 410 || delay === undefined) return { status: 'failed' }
  const jittered = delay * (1 + tunables.webhookJitter * (2 * random - 1))
  const wished = (result.error === undefined && result.retryAfterSeconds) || 0
  const asked = Math.min(wished, tunables.webhookRetryAfterSecondsMax)
  return { status: 'pending', delaySeconds: Math.max(jittered, asked) }
}
