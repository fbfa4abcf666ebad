import type { CallResult } from '#lib/http-client/send'
import { tunables } from '#lib/tunables'

/** The next state of a delivery after a call. */
export type DeliveryDecision =
  | { status: 'delivered' | 'failed' }
  | { status: 'pending'; delaySeconds: number }

/** One first attempt, and one after each delay. */
export const webhookAttemptsMax = tunables.webhookDelaysSeconds.length + 1

/**
 * Decides the next state of a delivery after attempt number `attempt` of its schedule (from 1), as Standard Webhooks
 * advises: 2xx is delivered, 410 stops. Anything else retries after the next delay with jitter, or after the receiver's
 * Retry-After if that is longer. `random` is in [0, 1).
 */
export function decideDelivery(result: CallResult, attempt: number, random: number): DeliveryDecision {
  const { statusCode } = result
  if (statusCode !== undefined && statusCode >= 200 && statusCode <= 299) return { status: 'delivered' }
  const delay = tunables.webhookDelaysSeconds[attempt - 1]
  if (statusCode === 410 || delay === undefined) return { status: 'failed' }
  const jittered = delay * (1 + tunables.webhookJitter * (2 * random - 1))
  const retryAfter = (result.error === undefined && result.retryAfterSeconds) || 0
  const retryAfterCapped = Math.min(retryAfter, tunables.webhookRetryAfterSecondsMax)
  return { status: 'pending', delaySeconds: Math.max(jittered, retryAfterCapped) }
}
