import type { Item } from '#lib/items/types'
import { wireOf } from '#lib/items/wire'
import { type NewestHistory, publishAnswer, usesHistoryCache } from '#lib/jobs/attempt/cache'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import { decideRetry } from '#lib/jobs/attempt/retry'
import type { AttemptResult, Settlement } from '#lib/jobs/attempt/settle-store'
import { settleWithRetry } from '#lib/jobs/attempt/settle-with-retry'
import { withPrice } from '#lib/jobs/attempt/spent'
import { deleteSpilled, type Spilled } from '#lib/jobs/attempt/spill'
import { dispatchFollowing, dispatchJobs } from '#lib/jobs/dispatch'
import { afterFailedJob } from '#lib/jobs/end'
import { announceLocally } from '#lib/jobs/events'
import { measureAttempt, measureEnd } from '#lib/jobs/measure'
import { findJob } from '#lib/jobs/store'
import { publishPause, type TextWriter } from '#lib/jobs/stream/writer'
import { toJobView } from '#lib/jobs/view'
import { errorFields, log } from '#lib/log'
import { countCall } from '#lib/metering/counters'
import { recountUser } from '#lib/metering/rebuild'
import type { Answer } from '#lib/models/answer'
import { candidates, otherProvider } from '#lib/models/candidates'
import { closeCircuit, noteOutage } from '#lib/models/circuit'
import { classify } from '#lib/models/errors'
import { maxHistoryTokens } from '#lib/models/fit'
import { type SizedMessage, trimHistory } from '#lib/models/prompt'
import type { Spent } from '#lib/models/types'
import type { Outcome } from '#lib/queue/outcome'
import { cutText } from '#lib/text'
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

/** Stores an answer, notifies the waiting requests, and dispatches what follows. */
export async function completeAttempt(attempt: Attempt, answer: Answer): Promise<Outcome> {
  const { claim, history, models, modelIndex, model: asked, troubled } = attempt
  const { content, items, finishReason } = answer
  const spent = withPrice(answer.spent)
  const { promptTokens, completionTokens, totalTokens, model } = spent
  const usage = { promptTokens, completionTokens, totalTokens }
  const fellBack = modelIndex > 0 ? [`${models[0]} could not answer, so ${asked} answered.`] : []
  const warnings = [...fellBack, ...attempt.warnings, ...answer.warnings]
  const thoughts = cutText(answer.thoughts, tunables.thoughtsCharactersMax)
  const metadata = {
    model,
    usage,
    finishReason,
    ...(warnings.length > 0 && { warnings }),
    ...(thoughts && { thoughts }),
    ...(attempt.writer?.isRevisedBy(wireOf({ response: content, items: items ?? [] })) && {
      isRevised: true,
    }),
  }
  const { id, attempt: number, user_id } = claim.job
  // Batches that lock the server's budget and the users' budgets could deadlock.
  const order = claim.isBudgeted ? undefined : user_id
  const ended = await settleWithRetry(
    { id, attempt: number, order, claimedVersion: versionToCache(claim) },
    { status: 'completed', answer: { content, items, metadata }, spent },
  )
  measureAttempt(ended ? 'completed' : 'overtaken')
  log('info', ended ? 'attempt.completed' : 'attempt.overtaken', {
    jobId: id,
    attempt: number,
    model,
    finishReason,
    promptTokens,
    completionTokens,
    durationMs: Math.round(performance.now() - attempt.startedAt),
  })
  if (ended)
    return afterAnswer(claim, history, answer, ended, {
      counted: spent,
      ...(troubled && { recovered: asked }),
    })
  await count(claim, ended, spent)
  return { kind: 'duplicate' }
}

/** Stores the answer that an earlier attempt left in KV. Its cost is already in the ledger. */
export async function completeFromSpill(
  claim: Claim,
  history: SizedMessage[],
  { content, items, metadata }: Spilled,
): Promise<Outcome> {
  const held = { ...claim.job, claimedVersion: versionToCache(claim) }
  const ended = await settleWithRetry(held, {
    status: 'completed',
    answer: { content, items, metadata },
  })
  if (!ended) return { kind: 'duplicate' }
  await Promise.all((claim.lost ?? []).map(({ attempt }) => deleteSpilled({ id: claim.job.id, attempt })))
  return afterAnswer(claim, history, { content, items }, ended, {})
}

const versionToCache = ({ version }: Claim) => (usesHistoryCache() ? version : undefined)

/** The model's answer, as it is stored. */
type StoredAnswer = Pick<Answer, 'content'> & { items?: Item[] | undefined }

type Effects = { counted?: Spent; recovered?: string }

async function afterAnswer(
  claim: Claim,
  history: SizedMessage[],
  said: StoredAnswer,
  ended: NonNullable<Settlement>,
  effects: Effects,
): Promise<Outcome> {
  const job = toJobView(ended.row)
  measureEnd(ended.row)
  const { isTransient } = claim.job.params
  // First answer the request that waits in this process, then notify the others.
  announceLocally(job)
  await Promise.all([
    publishAnswer({
      userId: claim.job.user_id,
      job,
      newest: ended.isNewest && !isTransient ? newestAfter(claim, history, said, ended.version) : null,
      ...effects,
    }).catch(kvDown),
    dispatchFollowing(ended),
  ])
  return { kind: 'done' }
}

function newestAfter(
  claim: Claim,
  history: SizedMessage[],
  said: StoredAnswer,
  version: string,
): NewestHistory {
  const { message, items, job } = claim
  const asked = { role: 'user' as const, content: message, ...(items && { items }) }
  const answered = {
    role: 'assistant' as const,
    content: said.content,
    ...(said.items && { items: said.items }),
  }
  const messages = () => trimHistory([...history, asked, answered], undefined, maxHistoryTokens(job.params))
  return { version, turn: claim.job.turn, messages }
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
      : troubled && closeCircuit(model).catch(kvDown),
  ])
  if (spent) await count(claim, ended, spent)
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
  if (spent) await count(claim, ended, spent)
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

/** Counts a call without an answer, or with one that came too late, unless its user was deleted meanwhile. */
async function count(claim: Claim, ended: Settlement, spent: Spent): Promise<void> {
  const { id, user_id } = claim.job
  if (!ended && !(await findJob(id, user_id))) return
  await countCall(user_id, ended?.row.now ?? new Date(), spent).catch(kvDown)
  // The attempt that took over may have counted an estimate of this call.
  if (!ended) await recountUser(user_id).catch(kvDown)
}

const kvDown = (error: unknown) => log('warn', 'kv.unavailable', { use: 'answer', ...errorFields(error) })
