import type { Claim, LostCall } from '#lib/jobs/attempt/claim-store'
import { bookLostCall, findLostCalls } from '#lib/jobs/attempt/lost-store'
import { estimateSpent, withPrice } from '#lib/jobs/attempt/spent'
import { deleteSpilled, findSpilled, type Spilled } from '#lib/jobs/attempt/spill'
import { errorFields, log } from '#lib/log'
import { countCall } from '#lib/metering/counters'
import { candidates } from '#lib/models/candidates'
import { fitHistory, maxHistoryTokens } from '#lib/models/fit'
import { promptOf, type SizedMessage, trimHistory } from '#lib/models/prompt'
import type { Spent } from '#lib/models/types'

/**
 * Writes the lost calls of a job to the ledger, each once: with the real cost if the answer is in KV, otherwise with
 * the estimated tokens of the prompt. Returns the answer in KV. A process may have died before it called the model,
 * but the call is counted because that cannot be known.
 */
export async function bookLostCalls(
  claim: Claim,
  lost: LostCall[],
  history: SizedMessage[],
): Promise<Spilled | undefined> {
  const { job } = claim
  const models = candidates(job.params.model, job.params.models)
  const attempts = lost.map(({ attempt }) => attempt)
  const found = await findSpilled(job.id, attempts)
  for (const { attempt, modelIndex } of lost) {
    const model = models[modelIndex] ?? models.at(-1)!
    const sent = () => ({
      prompt: promptOf(fitHistory(history, claim, model).sent, claim),
      request: job.params.request,
    })
    const isSpilled = attempt === found?.attempt
    const spent = isSpilled ? found.answer.spent : withPrice(estimateSpent(model, sent(), 0))
    await bookLostAttempt(job, attempt, spent)
  }
  return found?.answer
}

/** If the write fails, the next attempt repeats it, or the sweep after the job's end. */
async function bookLostAttempt(job: Claim['job'], attempt: number, spent: Spent): Promise<void> {
  try {
    if (!(await bookLostCall(job.id, attempt, spent))) return
    log('warn', 'attempt.lost', { jobId: job.id, attempt, estimated: spent.estimated ?? false })
    await countCall(job.user_id, new Date(), spent)
  } catch (error) {
    log('warn', 'attempt.not_booked', { jobId: job.id, attempt, ...errorFields(error) })
  }
}

/** Writes the lost calls of ended jobs to the ledger, since no further attempt will. */
export async function sweepLostCalls(): Promise<void> {
  for (const { context, ...lost } of await findLostCalls()) {
    const { job, history } = context
    const spilled = await bookLostCalls(
      context,
      [lost],
      trimHistory(history ?? [], context, maxHistoryTokens(job.params)),
    )
    if (spilled) await deleteSpilled({ id: job.id, attempt: lost.attempt })
  }
}
