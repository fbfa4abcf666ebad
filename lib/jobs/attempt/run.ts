import { env } from '#lib/env'
import { readCache } from '#lib/jobs/attempt/cache'
import { type Claim, claimJob } from '#lib/jobs/attempt/claim-store'
import { completeAttempt, completeFromSpill } from '#lib/jobs/attempt/complete'
import { holdLease } from '#lib/jobs/attempt/lease'
import { bookLostCalls } from '#lib/jobs/attempt/lost'
import { permitCall } from '#lib/jobs/attempt/permit'
import {
  type Attempt,
  deferAttempt,
  failAttempt,
  rejectAttempt,
  releaseAttempt,
  skipModel,
} from '#lib/jobs/attempt/settle'
import { type BilledInput, estimateSpent, spentOnFailure, withPrice } from '#lib/jobs/attempt/spent'
import { checkWholeHistory } from '#lib/jobs/attempt/whole-history'
import { TextWriter } from '#lib/jobs/stream/writer'
import { log } from '#lib/log'
import { withLogFields } from '#lib/log-scope'
import type { Answer } from '#lib/models/answer'
import { candidates, chooseModel } from '#lib/models/candidates'
import { readCircuits, releaseProbe } from '#lib/models/circuit'
import { type CallParams, complete } from '#lib/models/complete'
import { classify, NoAnswer } from '#lib/models/errors'
import { fitHistory, maxHistoryTokens } from '#lib/models/fit'
import { newerHalf, promptOf, promptTokens, trimHistory } from '#lib/models/prompt'
import type { Spent } from '#lib/models/types'
import type { Outcome } from '#lib/queue/outcome'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { inSpan } from '#lib/telemetry/trace'

/**
 * Runs one job: claims it, calls the model, and settles the attempt. A job may be delivered several times, but only the
 * delivery that claims it calls the model, and only the attempt that still holds it writes an answer.
 */
export async function completion(payload: { jobId: string; conversationId: number }): Promise<Outcome> {
  const cache = await readCache(payload.conversationId)
  const claim = await claimJob(payload.jobId, cache.cached)
  if (claim?.state === 'not_due') return { kind: 'retry', delaySeconds: claim.dueInSeconds }
  if (claim?.state !== 'claimed') return { kind: 'duplicate' }
  const outcome = await runAttempt(claim, cache)
  return outcome === 'again' ? completion(payload) : outcome
}

/** Runs an attempt that is already claimed, with its history. */
export async function runClaim(claim: Claim): Promise<Outcome> {
  const outcome = await runAttempt(claim, { cached: null, circuits: await readCircuits() })
  const { id: jobId, conversation_id: conversationId } = claim.job
  return outcome === 'again' ? completion({ jobId, conversationId }) : outcome
}

export { releaseLost } from '#lib/jobs/attempt/settle'

type Cache = Awaited<ReturnType<typeof readCache>>

/** Runs a claimed attempt with its log fields and span. Returns `again` when the job must be claimed again at once. */
const runAttempt = (claim: Claim, cache: Cache): Promise<Outcome | 'again'> =>
  withLogFields({ jobId: claim.job.id, attempt: claim.job.attempt }, () =>
    inAttemptSpan(claim, () => proceed(claim, cache)),
  )

/** Puts the attempt in the trace of the request that created its job, in any process and queue engine. */
function inAttemptSpan({ job }: Claim, work: () => Promise<Outcome | 'again'>): Promise<Outcome | 'again'> {
  const attributes = {
    'gpts.job.id': job.id,
    'gpts.attempt.number': job.attempt,
    'gen_ai.conversation.id': String(job.conversation_id),
    'messaging.system': env().QUEUE,
    'messaging.operation.type': 'process',
  }
  return inSpan({ name: 'attempt', kind: 'consumer', attributes, parent: job.params.trace }, async (span) => {
    const outcome = await work()
    span.set({ 'gpts.attempt.outcome': outcome === 'again' ? 'retry' : outcome.kind })
    if (outcome !== 'again' && outcome.kind === 'dead') span.fail(outcome.code)
    return outcome
  })
}

async function proceed(claim: Claim, { cached, circuits }: Cache): Promise<Outcome | 'again'> {
  const models = candidates(claim.job.params.model, claim.job.params.models)
  const tokensMax = maxHistoryTokens(claim.job.params)
  const history = trimHistory(claim.history ?? cached?.messages ?? [], claim, tokensMax)
  if (claim.lost) record(instruments.leaseLosses, claim.lost.length, { reason: 'abandoned' })
  const spilled = claim.lost && (await bookLostCalls(claim, claim.lost, history))
  if (spilled) return completeFromSpill(claim, history, spilled)
  const choice = await chooseModel(models, claim.job.modelIndex, circuits, claim.nowMs)
  if ('waitSeconds' in choice) return deferAttempt(claim, choice.waitSeconds, circuitOpen)
  const { model, index: modelIndex } = choice
  const fitted = fitHistory(history, claim, model)
  const permit =
    (await checkWholeHistory(claim, history, fitted.sent, model)) ??
    (await permitCall(claim, model, promptOf(fitted.sent, claim)))
  const releaseIfProbe = async () => choice.isProbe && releaseProbe(circuits, model)
  if (permit.kind !== 'granted') await releaseIfProbe()
  if (permit.kind === 'wait') return deferAttempt(claim, permit.waitSeconds, permit.reason)
  if (permit.kind === 'rejected') {
    const hasFallback = permit.failure.modelSpecific && modelIndex + 1 < models.length
    return hasFallback
      ? skipModel(claim, modelIndex + 1, permit.failure)
      : rejectAttempt(claim, permit.failure)
  }

  const { warnings, params } = permit
  log('info', 'attempt.started', { model })
  const startedAt = performance.now()
  const troubled = model in circuits
  const attempt = { claim, history, ...fitted, models, model, modelIndex, troubled, warnings, startedAt }
  const writer = claim.job.params.stream ? new TextWriter(claim.job, model) : undefined
  return callModel({ ...attempt, writer }, params, releaseIfProbe).finally(() => writer?.close())
}

const circuitOpen = {
  code: 'model_unavailable',
  message: 'The model has failed repeatedly, so no calls go to it for now.',
}

/** Calls the model and settles the attempt. An aborted call proves nothing about the model, hence `onAborted`. */
async function callModel(
  attempt: Attempt,
  params: CallParams,
  onAborted: () => Promise<unknown>,
): Promise<Outcome | 'again'> {
  const { claim, model, startedAt } = attempt
  const lease = holdLease(claim.job)
  const sent = (): BilledInput => ({ prompt: promptOf(attempt.sent, claim), request: params.request })
  const asked = callWithin(attempt, params, lease.signal).finally(() => lease.stop())
  return asked.then(
    (answer) => {
      const spent = withCountedTokens(answer.spent, sent(), writtenIn(answer))
      return completeAttempt(attempt, { ...answer, spent })
    },
    async (error) => {
      if (error instanceof NoAnswer) error.spent = withCountedTokens(error.spent, sent(), error.written)
      const cutOff = () =>
        withCountedTokens(
          estimateSpent(model, sent(), performance.now() - startedAt),
          sent(),
          attempt.writer?.written ?? '',
        )
      const used = spentOnFailure(error, cutOff)
      const spent = used && withPrice(used)
      if (!lease.signal.aborted) return failAttempt(attempt, error, spent)
      await onAborted()
      return releaseAttempt(claim, spent)
    },
  )
}

/**
 * Calls a model, and halves the history while the model rejects the prompt as too long, which costs nothing. It does
 * not when a fallback model may accept it all, or when the caller wants the whole history. `attempt.sent` is updated.
 */
async function callWithin(attempt: Attempt, params: CallParams, signal: AbortSignal): Promise<Answer> {
  const { claim, model, models, modelIndex } = attempt
  const all = attempt.leftOut + attempt.sent.length
  for (;;) {
    try {
      const answer = await complete(model, promptOf(attempt.sent, claim), params, signal, attempt.writer)
      const leftOut = all - attempt.sent.length
      return leftOut === 0
        ? answer
        : { ...answer, warnings: [...answer.warnings, tooLongFor(model, leftOut)] }
    } catch (error) {
      const isTooLong = classify(error, model).code === 'context_length_exceeded'
      const isLast = modelIndex + 1 >= models.length
      if (!isTooLong || attempt.sent.length === 0 || !isLast || params.wholeHistory) throw error
      const half = newerHalf(attempt.sent, claim)
      if (half.length === attempt.sent.length) throw error
      attempt.history = attempt.sent = half
    }
  }
}

const tooLongFor = (model: string, leftOut: number) =>
  `The conversation is too long for ${model}: its ${leftOut === 1 ? 'oldest message was' : `${leftOut} oldest messages were`} left out.`

/** All the text that the model wrote for an answer. */
const writtenIn = ({ thoughts, content, items = [] }: Answer): string =>
  [thoughts, content, ...items.map((item) => (item.type === 'function_call' ? item.arguments : ''))].join('')

/** The cost of a call as its provider reported it. A tokenizer counts what is missing or reported as 0. */
function withCountedTokens(spent: Spent, { prompt, request }: BilledInput, written: string): Spent {
  const isCounted = spent.promptTokens > 0 && (spent.completionTokens > 0 || written === '')
  if (spent.estimated === false || (!spent.estimated && isCounted)) return spent
  const counted = spent.promptTokens || promptTokens(prompt, request)
  const answered =
    spent.completionTokens || (written && promptTokens([{ role: 'assistant', content: written }]))
  const completionTokens = answered || 0
  const totalTokens = counted + completionTokens
  return { ...spent, promptTokens: counted, completionTokens, totalTokens, estimated: true }
}
