import { z } from 'zod'
import { readHistory, rememberAnswer } from '#lib/chat/cache'
import { buildPrompt, type SizedMessage, trimHistory } from '#lib/chat/prompt'
import { DatabaseUnavailable } from '#lib/db'
import { env } from '#lib/env'
import { afterFailedJob, dispatchNext } from '#lib/jobs/end'
import { afterFailure } from '#lib/jobs/retry'
import {
  type Claim,
  claimJob,
  type Ended,
  type Ending,
  endAttempt,
  findEnded,
  toJobView,
} from '#lib/jobs/store'
import { errorFields, log } from '#lib/log'
import { type Answer, classify, complete, NoAnswer } from '#lib/openai'
import { tunables } from '#lib/tunables'
import { countCall } from '#lib/usage/counters'
import { priced } from '#lib/usage/prices'
import type { Outcome } from '#workers/outcome'

export const completionPayload = z.object({ jobId: z.string(), conversationId: z.int() })

/**
 * Answers one job: claims it, asks the model, and ends the attempt. However often a job is delivered, only the
 * delivery that claims it calls the model, and only the attempt that still holds it writes an answer.
 */
export async function completion({
  jobId,
  conversationId,
}: z.infer<typeof completionPayload>): Promise<Outcome> {
  const cached = await readHistory(conversationId)
  const claim = await claimJob(jobId, cached)
  if (claim?.state === 'not_due') return { kind: 'retry', delaySeconds: claim.dueInSeconds }
  if (claim?.state !== 'claimed') return { kind: 'duplicate' }

  const history = trimHistory(claim.history ?? cached?.messages ?? [])
  const { params } = claim.job
  const claimedAt = performance.now()
  const asked = complete(buildPrompt(history, claim.message, params.systemPrompt), params)
  return asked.then(
    (answer) => finish(claim, history, answer),
    (error) => fail(claim, error, (performance.now() - claimedAt) / 1000),
  )
}

/**
 * An answer has been paid for: while the database is away its end is tried again, within the lease. A try may have
 * been committed although its reply was lost, so finding nothing to end is not yet somebody else's doing.
 */
async function endSurely(claim: Claim, ending: Ending): Promise<Ended> {
  const { id: jobId, attempt } = claim.job
  let repeated = false
  for (const pauseMs of tunables.endPausesMs) {
    try {
      const ended = await endAttempt(claim.job, ending)
      return ended ?? (repeated ? await findEnded(claim.job) : undefined)
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error
      repeated = true
      log('warn', 'attempt.not_stored', { jobId, attempt })
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return (await endAttempt(claim.job, ending)) ?? findEnded(claim.job)
}

async function finish(claim: Claim, history: SizedMessage[], answer: Answer): Promise<Outcome> {
  const { content, warnings } = answer
  const spent = { ...answer.spent, ...priced(answer.spent) }
  const { promptTokens, completionTokens, totalTokens, model } = spent
  const usage = { promptTokens, completionTokens, totalTokens }
  const metadata = { model, usage, ...(warnings.length > 0 && { warnings }) }
  const ended = await endSurely(claim, { status: 'completed', answer: { content, metadata }, spent })
  if (!ended) {
    await countCall(claim.job.user_id, new Date(), spent).catch(kvDown)
    return { kind: 'duplicate' }
  }

  const job = toJobView(ended.row)
  const turn = [
    { role: 'user' as const, content: claim.message },
    { role: 'assistant' as const, content },
  ]
  const messages = trimHistory([...history, ...turn])
  const { conversationId } = job
  await Promise.all([
    rememberAnswer(claim.job.user_id, job, { conversationId, version: ended.version, messages }, spent).catch(
      kvDown,
    ),
    dispatchNext(ended),
  ])
  return { kind: 'done' }
}

async function fail(claim: Claim, error: unknown, elapsedSeconds: number): Promise<Outcome> {
  const failure = classify(error, claim.job.params.model ?? env().OPENAI_MODEL)
  const verdict = afterFailure(
    failure,
    { ...claim.job, secondsToDeadline: claim.job.secondsToDeadline - elapsedSeconds },
    Math.random(),
  )
  log('warn', 'attempt.failed', {
    jobId: claim.job.id,
    attempt: claim.job.attempt,
    ...errorFields(error),
    code: failure.code,
    next: verdict.status,
  })
  const used = error instanceof NoAnswer && error.spent.totalTokens > 0 ? error.spent : undefined
  const spent = used && { ...used, ...priced(used) }
  const ended = await endSurely(claim, { ...verdict, failure, spent })
  if (spent) await countCall(claim.job.user_id, ended?.row.now ?? new Date(), spent).catch(kvDown)
  if (!ended) return { kind: 'duplicate' }
  if (verdict.status === 'queued') return { kind: 'retry', delaySeconds: verdict.delaySeconds }
  await afterFailedJob(ended)
  return { kind: 'dead', code: failure.code }
}

const kvDown = (error: unknown) => log('warn', 'kv.unavailable', { use: 'announce', ...errorFields(error) })
