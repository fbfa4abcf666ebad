import { tunables } from '#lib/tunables'

/** Why an attempt failed: a stable code, a sentence for the caller, and whether another attempt may help. */
export type Failure = {
  code: string
  message: string
  retryable: boolean
  /** The wait that the provider asked for. */
  retryAfterSeconds?: number
}

/** What an ended attempt means for its job. */
export type Verdict = { status: 'queued'; delaySeconds: number } | { status: 'failed' }

/**
 * Decides whether a failed attempt is repeated, and after how many seconds: exponential backoff with
 * equal jitter, or the provider's wish if that is longer: one that asks for a second each time would use up all attempts. `random` is in [0, 1). Ends the job when its attempts or its time
 * are used up.
 */
export function afterFailure(
  failure: Failure,
  job: { attempt: number; secondsToDeadline: number },
  random: number,
): Verdict {
  if (!failure.retryable || job.attempt >= tunables.attemptsMax) return { status: 'failed' }
  const asked = Math.min(failure.retryAfterSeconds ?? 0, tunables.retryAfterSecondsMax)
  const delaySeconds = Math.max(asked, backoffSeconds(job.attempt, random))
  if (delaySeconds >= job.secondsToDeadline) return { status: 'failed' }
  return { status: 'queued', delaySeconds }
}

/** Half fixed, half random: 0.5–1 s after the first attempt, doubling up to 30–60 s. */
export function backoffSeconds(attempt: number, random: number): number {
  const full = Math.min(tunables.backoffSecondsMax, tunables.backoffSecondsBase * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * random
}
