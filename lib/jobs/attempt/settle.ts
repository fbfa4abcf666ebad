import type { Claim } from '#lib/jobs/attempt/claim-store'
import { countSpent } from '#lib/jobs/attempt/count'
import { decideRetry } from '#lib/jobs/attempt/retry'
import type { AttemptResult, Settlement } from '#lib/jobs/attempt/settle-store'
import { settleWithRetry } from '#lib/jobs/attempt/settle-with-retry'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { afterFailedJob } from '#lib/jobs/end'
import { measureAttempt } from '#lib/jobs/measure'
import { publishPause, type TextWriter } from '#lib/jobs/stream/writer'
import { withoutKv } from '#lib/kv/unavailable'
import { errorFields, log } from '#lib/log'
import { candidates, otherProvider } from '#lib/models/candidates'
import { closeCircuit, noteOutage } from '#lib/models/circuit'
import { classify } from '#lib/models/errors'
import type { SizedMessage } from '#lib/models/prompt'
import type { Spent } from '#lib/models/types'
import type { Outcome } from '#lib/queue/outcome'
import { tunables } from '#lib/tunables'

/** One attempt at a job: its claim and the model that it calls. */
export type Attempt = {
  claim: Claim
  /** The history to cache for the next turn, not cut to this model's limits. */
  history: SizedMessage[]
  /** The part that this model is sent, and how many messages its provider's limits left out. */
  sent: SizedMessage[]
  leftOut: number
  models: string[]
  model: string
  modelIndex: number
  /** True when the model's circuit has counted failures. */
  troubled: boolean
  /** The warnings for the caller. */
  warnings: string[]
  startedAt: number
  /** Streams the text to the readers. */
  writer?: TextWriter | undefined
}

/**
 * Settles an attempt whose call has failed. Returns `again` when the next attempt starts at once, without the queue.
 */
export async function failAttempt(
  attempt: Attempt,
  error: unknown,
  spent: Spent | undefined,
): Promise<Outcome | 'again'> {
  const { claim, models, model, modelIndex, troubled, startedAt } = attempt
  const elapsedSeconds = (performance.now() - startedAt) / 1000
  const { job } = claim
  const failure = classify(error, model)
  const current = {
    counted: job.counted,
    secondsToDeadline: job.secondsToDeadline - elapsedSeconds,
    modelIndex,
    modelFailures: modelIndex === job.modelIndex ? job.modelFailures : 0,
    otherProvider: otherProvider(models, modelIndex),
  }
  const decision = decideRetry(failure, current, models.length, Math.random())
  log('warn', 'attempt.failed', {
    jobId: job.id,
    attempt: job.attempt,
    ...errorFields(error),
    code: failure.code,
    next: decision.status,
  })
  const [ended] = await Promise.all([
    settleWithRetry(claim.job, { ...decision, failure, spent, model }),
    failure.outage
      ? noteOutage(model, claim.nowMs + elapsedSeconds * 1000, failure)
      : troubled && closeCircuit(model).catch(withoutKv('answer')),
  ])
  if (spent) await countSpent(claim, ended, spent)
  measureAttempt(ended ? outcomes[decision.status] : 'overtaken', failure.code)
  if (!ended) return { kind: 'duplicate' }
  if (decision.status === 'queued') {
    const { delaySeconds } = decision
    await notifyReaders(claim, failure, delaySeconds > 0 ? ended : undefined)
    return delaySeconds === 0 ? 'again' : { kind: 'retry', delaySeconds }
  }
  await afterFailedJob(ended)
  return { kind: 'dead', code: failure.code }
}

const outcomes = { queued: 'retried', failed: 'failed' } as const

/** Settles an attempt that lost its job: it was cancelled, or another attempt has taken over. Only the cost counts. */
export async function releaseAttempt(claim: Claim, spent: Spent | undefined): Promise<Outcome> {
  log('info', 'attempt.aborted', { jobId: claim.job.id, attempt: claim.job.attempt })
  const ended = await settleWithRetry(claim.job, { status: 'queued', spent })
  measureAttempt(ended ? 'released' : 'overtaken')
  if (spent) await countSpent(claim, ended, spent)
  return ended ? { kind: 'retry', delaySeconds: 0 } : { kind: 'duplicate' }
}

/**
 * Releases the first attempt at a job, which may have been claimed for this process although the reply was lost.
 * Otherwise the job would wait until the lease expires.
 */
export async function releaseLost(id: string): Promise<void> {
  const held = { id, attempt: 1 }
  const ended = await settleWithRetry(
    held,
    { status: 'queued', counts: false },
    tunables.functionStoreMsMax,
  ).catch((error) => {
    log('warn', 'attempt.not_released', { jobId: id, ...errorFields(error) })
  })
  if (ended) await dispatchJobs([ended.row])
}

type Reason = NonNullable<AttemptResult['failure']>

/** Postpones the attempt without calling a model. It costs no attempt, and jitter spreads the waiting jobs. */
export async function deferAttempt(claim: Claim, waitSeconds: number, failure: Reason): Promise<Outcome> {
  const delaySeconds = Math.min(waitSeconds, tunables.circuitOpenSeconds) + 0.5 + Math.random()
  if (delaySeconds >= claim.job.secondsToDeadline) return rejectAttempt(claim, failure)
  const ended = await settleWithRetry(claim.job, { status: 'queued', delaySeconds, failure, counts: false })
  measureAttempt(ended ? 'deferred' : 'overtaken', failure.code)
  if (!ended) return { kind: 'duplicate' }
  await notifyReaders(claim, failure, ended)
  return { kind: 'retry', delaySeconds }
}

/** Notifies the readers of the job's stream, if it has one, that another attempt follows. */
async function notifyReaders({ job }: Claim, failure: Reason, waits: Settlement): Promise<void> {
  if (job.params.stream)
    await publishPause(job, { failure, nextAttemptAt: waits?.row.next_attempt_at.toISOString() })
}

/** Moves to the next model, since this one must not be called. It costs no attempt. */
export async function skipModel(
  claim: Claim,
  modelIndex: number,
  failure: Reason,
): Promise<Outcome | 'again'> {
  const next = { modelIndex, modelFailures: 0 }
  const ended = await settleWithRetry(claim.job, { status: 'queued', failure, next, counts: false })
  measureAttempt(ended ? 'skipped' : 'overtaken', failure.code)
  return ended ? 'again' : { kind: 'duplicate' }
}

/** Fails a job for which no model may be called. */
export async function rejectAttempt(claim: Claim, failure: Reason): Promise<Outcome> {
  const { params, modelIndex } = claim.job
  const model = candidates(params.model, params.models)[modelIndex]
  const ended = await settleWithRetry(claim.job, { status: 'failed', failure, model, counts: false })
  measureAttempt(ended ? 'rejected' : 'overtaken', failure.code)
  if (!ended) return { kind: 'duplicate' }
  await afterFailedJob(ended)
  return { kind: 'dead', code: failure.code }
}
