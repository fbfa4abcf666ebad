import type { Failure } from '#lib/models/types'
import { tunables } from '#lib/tunables'

export type FailedAttempt = {
  /** Its number among the attempts that count against the limit. */
  counted: number
  secondsToDeadline: number
  modelIndex: number
  modelFailures: number
  /** The index of the next model from another provider, if there is one. */
  otherProvider?: number | undefined
}

/** The consequence of a failed attempt for its job. `next` is the model of the next attempt. */
export type RetryDecision =
  | { status: 'queued'; delaySeconds: number; next: { modelIndex: number; modelFailures: number } }
  | { status: 'failed' }

/**
 * Decides whether a failed attempt is retried, with which of the `models`, and after how many seconds.
 * - A failure that only another model or provider can fix goes to that model at once.
 * - After `modelFailuresMax` failures of one model (or the failure's `triesMax`), the next model is called.
 * - Otherwise the same model is called after exponential backoff with equal jitter, or after the provider's
 *   `Retry-After` if that is longer. If that wait exceeds the job's time, the next model is called at once.
 * The job fails when its attempts, its time or its models are used up. `random` is in [0, 1).
 */
export function decideRetry(
  failure: Failure,
  attempt: FailedAttempt,
  models: number,
  random: number,
): RetryDecision {
  const { counted, secondsToDeadline, modelIndex } = attempt
  const modelFailures = attempt.modelFailures + 1
  const hasFallback = modelIndex + 1 < models
  if (counted >= tunables.attemptsMax) return { status: 'failed' }
  const another = { modelIndex: modelIndex + 1, modelFailures: 0 }
  if (!failure.retryable) {
    const onlyElsewhere = failure.providerSpecific && !failure.modelSpecific
    const next = onlyElsewhere
      ? attempt.otherProvider
      : hasFallback && failure.modelSpecific && modelIndex + 1
    if (!next) return { status: 'failed' }
    return { status: 'queued', delaySeconds: 0, next: { modelIndex: next, modelFailures: 0 } }
  }
  const { triesMax = tunables.attemptsMax } = failure
  const moves = hasFallback && modelFailures >= Math.min(triesMax, tunables.modelFailuresMax)
  if (!moves && modelFailures >= triesMax) return { status: 'failed' }
  // A provider's Retry-After does not apply to another model.
  const asked = moves ? 0 : (failure.retryAfterSeconds ?? 0)
  if (asked >= secondsToDeadline && hasFallback) return { status: 'queued', delaySeconds: 0, next: another }
  const delaySeconds = Math.max(asked, backoffSeconds(counted, random))
  if (delaySeconds >= secondsToDeadline) return { status: 'failed' }
  return { status: 'queued', delaySeconds, next: moves ? another : { modelIndex, modelFailures } }
}

/** Half fixed, half random: 0.5–1 s after the first attempt, doubling up to 30–60 s. */
export function backoffSeconds(attempt: number, random: number): number {
  const full = Math.min(tunables.backoffSecondsMax, tunables.backoffSecondsBase * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * random
}
