import type { Claim, LostCall } from '#lib/jobs/attempt/claim-store'
import { bookLostCall, findLostCalls } from '#lib/jobs/attempt/lost-store'
import { estimated, withPrice } from '#lib/jobs/attempt/spent'
import { deleteSpilled, findSpilled, type Spilled } from '#lib/jobs/attempt/spill'
import { errorFields, log } from '#lib/log'
import { countCall } from '#lib/metering/counters'
import { candidates } from '#lib/models/candidates'
import { fitHistory, historyTokensMost } from '#lib/models/fit'
import { promptOf, type SizedMessage, trimHistory } from '#lib/models/prompt'
import type { Spent } from '#lib/models/types'

/**
 * Enters the lost calls of a job into the ledger, each once: with what it cost, if its answer was left in KV, otherwise
 * with the tokens of the prompt, estimated. Returns the answer that was left. Nobody knows whether a process asked the
 * model before it died, so it counts as asked.
 */
export async function bookLost(
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
    const isLeft = attempt === found?.attempt
    const spent = isLeft ? found.answer.spent : withPrice(estimated(model, sent(), 0))
    await bookOne(job, attempt, spent)
  }
  return found?.answer
}

/** What cannot be entered now is left for the next attempt, or for the sweep after the job's end. */
async function bookOne(job: Claim['job'], attempt: number, spent: Spent): Promise<void> {
  try {
    if (!(await bookLostCall(job.id, attempt, spent))) return
    log('warn', 'attempt.lost', { jobId: job.id, attempt, estimated: spent.estimated ?? false })
    await countCall(job.user_id, new Date(), spent)
  } catch (error) {
    log('warn', 'attempt.not_booked', { jobId: job.id, attempt, ...errorFields(error) })
  }
}

/** Enters the lost calls of jobs that have ended, which no further attempt will enter. */
export async function sweepLostCalls(): Promise<void> {
  for (const { context, ...lost } of await findLostCalls()) {
    const { job, history } = context
    const left = await bookLost(
      context,
      [lost],
      trimHistory(history ?? [], context, historyTokensMost(job.params)),
    )
    if (left) await deleteSpilled({ id: job.id, attempt: lost.attempt })
  }
}
