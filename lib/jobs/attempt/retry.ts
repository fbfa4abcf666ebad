import type { Failure } from '#lib/models/types'
import { tunables } from '#lib/tunables'

export type Attempt = {
  /** Its number, as far as the limit is concerned. */
  counted: number
  secondsToDeadline: number
  modelIndex: number
  modelFailures: number
  /** The next model that is of another provider, if there is one. */
  otherProvider?: number | undefined
}

/** What an ended attempt means for its job; `next` is the model of the next attempt. */
export type Verdict =
  | { status: 'queued'; delaySeconds: number; next: { modelIndex: number; modelFailures: number } }
  | { status: 'failed' }

/**
 * Decides whether a failed attempt is repeated, with which of the `models`, and after how many seconds: the next
 * model (or the next one of another provider) at once after a failure that only another one can mend, or after `modelFailuresMax` failures of this one (or as
 * many as the failure's `triesMax`);
 * otherwise the same after exponential backoff with equal jitter, or the provider's wish if that is longer (one that
 * asks for a second each time would use up all attempts). A wait that the job has no time for goes to the next model, or
 * ends the job. `random` is in [0, 1). Ends the job when its attempts, its
 * time or its models are used up.
 */
export function afterFailure(failure: Failure, attempt: Attempt, models: number, random: number): Verdict {
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
  // The wait that a provider asks for says nothing about another model.
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
