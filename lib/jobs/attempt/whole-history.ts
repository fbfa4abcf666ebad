import type { Permission } from '#lib/budgets/reserve'
import { sql } from '#lib/db/index'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import type { SizedMessage } from '#lib/models/prompt'

type Refused = Extract<Permission, { kind: 'refused' }>

/**
 * Why a model may not be sent a part of the history, where the caller wants all of it or none. `history` is what the
 * server sends to any model, and `sent` what this one takes of that.
 */
export async function refusePart(
  claim: Claim,
  history: SizedMessage[],
  sent: SizedMessage[],
  model: string,
): Promise<Refused | undefined> {
  if (!claim.job.params.wholeHistory) return undefined
  const whole = await countWhole(claim.job, history.length + 1)
  if (whole <= sent.length) return undefined
  const takesLess = whole <= history.length
  const limit = takesLess ? `${model} takes` : 'this server sends to a model'
  const message = `The conversation is longer than ${limit}, and none of it may be left out.`
  const code = 'context_length_exceeded'
  return { kind: 'refused', failure: { code, message, retryable: false, modelSpecific: takesLess } }
}

/** How many messages the whole history has: of the conversation that was copied, if this one is a copy. */
async function countWhole(
  { conversation_id: own, turn, params }: Claim['job'],
  max: number,
): Promise<number> {
  const { conversationId = own, afterTurn = turn - 1 } = params.wholeHistory ?? {}
  const [row] = await sql<{ count: number }>('countWholeHistory')`
    select count_answered(${conversationId}::int, ${afterTurn}::int + 1, ${max}::int) as count`
  return row!.count
}
