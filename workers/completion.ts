import { z } from 'zod'
import { closeCircuit, noteOutage } from '#lib/attempts/circuit'
import { candidates, chooseModel } from '#lib/attempts/models'
import { afterFailure } from '#lib/attempts/retry'
import {
  type Claim,
  claimJob,
  type Ended,
  type Ending,
  endAttempt,
  findEnded,
  type HistoryRow,
  type Spent,
} from '#lib/attempts/store'
import { watchAttempt } from '#lib/attempts/watch'
import { readCache, rememberAnswer } from '#lib/chat/cache'
import { buildPrompt, promptTokens, type SizedMessage, trimHistory } from '#lib/chat/prompt'
import { DatabaseUnavailable } from '#lib/db'
import { dispatchFollowing } from '#lib/jobs/dispatch'
import { afterFailedJob } from '#lib/jobs/end'
import { toJobView } from '#lib/jobs/view'
import { errorFields, log } from '#lib/log'
import { type Answer, classify, complete, NoAnswer } from '#lib/openai'
import { tunables } from '#lib/tunables'
import type { Outcome } from '#workers/outcome'

export const completionPayload = z.object({ jobId: z.string(), conversationId: z.int() })

/** One attempt at a job: what was claimed, and the model that it asks. */
type Attempt = {
  claim: Claim
  history: SizedMessage[]
  models: string[]
  model: string
  modelIndex: number
  /** Whether the model's circuit has counted failures. */
  troubled: boolean
  startedAt: number
}

/**
 * Answers one job: claims it, asks the model, and ends the attempt. However often a job is delivered, only the
 * delivery that claims it calls the model, and only the attempt that still holds it writes an answer.
 */
export async function completion(payload: z.infer<typeof completionPayload>): Promise<Outcome> {
  const { cached, circuits } = await readCache(payload.conversationId)
  const claim = await claimJob(payload.jobId, cached)
  if (claim?.state === 'not_due') return { kind: 'retry', delaySeconds: claim.dueInSeconds }
  if (claim?.state !== 'claimed') return { kind: 'duplicate' }

  const models = candidates(claim.job.params.model)
  const choice = await chooseModel(models, claim.job.modelIndex, circuits, claim.nowMs)
  if ('waitSeconds' in choice) return holdBack(claim, choice.waitSeconds)
  const { model, index: modelIndex } = choice
  const history = trimHistory(claim.history ?? cached?.messages ?? [])
  const troubled = model in circuits
  const outcome = await ask({
    claim,
    history,
    models,
    model,
    modelIndex,
    troubled,
    startedAt: performance.now(),
  })
  // The next model is asked at once, without a way through the queue.
  return outcome === 'again' ? completion(payload) : outcome
}

async function ask(attempt: Attempt): Promise<Outcome | 'again'> {
  const { claim, history, model } = attempt
  const { params } = claim.job
  const prompt = buildPrompt(history, claim.message, params.systemPrompt)
  const watch = watchAttempt(claim.job)
  const asked = complete(model, prompt, params, watch.signal).finally(() => watch.stop())
  return asked.then(
    (answer) => finish(attempt, answer),
    (error) => {
      const cutOff = () => estimated(model, prompt, performance.now() - attempt.startedAt)
      return watch.signal.aborted ? giveWay(claim, cutOff()) : fail(attempt, error, cutOff)
    },
  )
}

/** What a call that was cut off has cost, as far as can be known: its prompt. */
function estimated(model: string, prompt: HistoryRow[], elapsedMs: number): Spent {
  const tokens = promptTokens(prompt)
  return {
    model,
    promptTokens: tokens,
    cachedTokens: 0,
    completionTokens: 0,
    reasoningTokens: 0,
    totalTokens: tokens,
    latencyMs: Math.round(elapsedMs),
    estimated: true,
  }
}

/**
 * An answer has been paid for: while the database is away its end is tried again. A try may have been committed
 * although its reply was lost, so finding nothing to end is not yet somebody else's doing.
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

async function finish(attempt: Attempt, answer: Answer): Promise<Outcome> {
  const { claim, models, modelIndex, model: asked, troubled } = attempt
  const { content, spent } = answer
  const { promptTokens, completionTokens, totalTokens, model } = spent
  const usage = { promptTokens, completionTokens, totalTokens }
  const fellBack = modelIndex > 0 ? [`${models[0]} could not answer: this is the answer of ${asked}.`] : []
  const warnings = [...fellBack, ...answer.warnings]
  const metadata = { model, usage, ...(warnings.length > 0 && { warnings }) }
  const ended = await endSurely(claim, { status: 'completed', answer: { content, metadata }, spent })
  if (!ended) return { kind: 'duplicate' }
  await Promise.all([
    rememberAnswer({
      userId: claim.job.user_id,
      job: toJobView(ended.row),
      history: ended.isNewest ? historyAfter(attempt, content, ended.version) : null,
      recovered: troubled ? asked : undefined,
    }).catch(kvDown),
    dispatchFollowing(ended),
  ])
  return { kind: 'done' }
}

function historyAfter({ claim, history }: Attempt, content: string, version: string) {
  const { conversation_id: conversationId, turn } = claim.job
  const asked = { role: 'user' as const, content: claim.message }
  const messages = trimHistory([...history, asked, { role: 'assistant', content }])
  return { conversationId, version, turn, messages }
}

async function fail(attempt: Attempt, error: unknown, cutOff: () => Spent): Promise<Outcome | 'again'> {
  const { claim, models, model, modelIndex, troubled, startedAt } = attempt
  const elapsedSeconds = (performance.now() - startedAt) / 1000
  const { job } = claim
  const failure = classify(error, model)
  const current = {
    counted: job.counted,
    secondsToDeadline: job.secondsToDeadline - elapsedSeconds,
    modelIndex,
    modelFailures: modelIndex === job.modelIndex ? job.modelFailures : 0,
  }
  const verdict = afterFailure(failure, current, models.length, Math.random())
  log('warn', 'attempt.failed', {
    jobId: job.id,
    attempt: job.attempt,
    ...errorFields(error),
    code: failure.code,
    next: verdict.status,
  })
  const reported = error instanceof NoAnswer && error.spent.totalTokens > 0 ? error.spent : undefined
  const spent = reported ?? (failure.code === 'model_timeout' ? cutOff() : undefined)
  const [ended] = await Promise.all([
    endSurely(claim, { ...verdict, failure, spent }),
    failure.outage
      ? noteOutage(model, claim.nowMs + elapsedSeconds * 1000)
      : troubled && closeCircuit(model).catch(kvDown),
  ])
  if (!ended) return { kind: 'duplicate' }
  if (verdict.status === 'queued')
    return verdict.delaySeconds === 0 ? 'again' : { kind: 'retry', delaySeconds: verdict.delaySeconds }
  await afterFailedJob(ended)
  return { kind: 'dead', code: failure.code }
}

/** The job was cancelled, or another attempt has taken over: what the call may have cost is all that is left. */
async function giveWay(claim: Claim, spent: Spent): Promise<Outcome> {
  log('info', 'attempt.aborted', { jobId: claim.job.id, attempt: claim.job.attempt })
  const ended = await endSurely(claim, { status: 'queued', spent })
  return ended ? { kind: 'retry', delaySeconds: 0 } : { kind: 'duplicate' }
}

/** Nobody asks a model that is in trouble. It costs no attempt, and a little randomness spreads those that wait. */
async function holdBack(claim: Claim, waitSeconds: number): Promise<Outcome> {
  const delaySeconds = Math.min(waitSeconds, tunables.circuitOpenSeconds) + 0.5 + Math.random()
  const failure = { code: 'model_unavailable', message: 'The model is in trouble: it is not asked for now.' }
  const status = delaySeconds < claim.job.secondsToDeadline ? 'queued' : 'failed'
  const ended = await endSurely(claim, { status, delaySeconds, failure, counts: false })
  if (!ended) return { kind: 'duplicate' }
  if (status === 'queued') return { kind: 'retry', delaySeconds }
  await afterFailedJob(ended)
  return { kind: 'dead', code: failure.code }
}

const kvDown = (error: unknown) => log('warn', 'kv.unavailable', { use: 'answer', ...errorFields(error) })
