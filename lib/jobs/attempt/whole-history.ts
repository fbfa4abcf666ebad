import type { BudgetDecision } from '#lib/budgets/reserve'
import { sql } from '#lib/db/index'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import type { SizedMessage } from '#lib/models/prompt'

type Rejected = Extract<BudgetDecision, { kind: 'rejected' }>

/**
 * Rejects a call that would send only a part of the history when the caller requires all of it. `history` is what the
 * server sends to any model, `sent` the part that this model accepts. Undefined when the call may be made.
 */
export async function checkWholeHistory(
  claim: Claim,
  history: SizedMessage[],
  sent: SizedMessage[],
  model: string,
): Promise<Rejected | undefined> {
  if (!claim.job.params.wholeHistory) return undefined
  const whole = await countWhole(claim.job, history.length + 1)
  if (whole <= sent.length) return undefined
  const isModelLimit = whole <= history.length
  const limit = isModelLimit ? `${model} accepts` : 'this server sends to a model'
  const message = `The conversation is longer than ${limit}, and the request does not allow leaving messages out.`
  const code = 'context_length_exceeded'
  return { kind: 'rejected', failure: { code, message, retryable: false, modelSpecific: isModelLimit } }
}

/** The number of messages in the whole history. For a copy, that of the original conversation. */
async function countWhole(
  { conversation_id: own, turn, params }: Claim['job'],
  max: number,
): Promise<number> {
  const { conversationId = own, afterTurn = turn - 1 } = params.wholeHistory ?? {}
  const [row] = await sql<{ count: number }>('countWholeHistory')`
    select count_answered(${conversationId}::int, ${afterTurn}::int + 1, ${max}::int) as count`
  return row!.count
}
