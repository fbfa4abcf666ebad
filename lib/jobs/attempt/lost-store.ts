import { sql } from '#lib/db/index'
import type { Claim, LostCall } from '#lib/jobs/attempt/claim-store'
import type { Spent } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** Writes a lost call to the ledger, once. False when another process already has, or when the job was deleted. */
export async function bookLostCall(jobId: string, attempt: number, spent: Spent): Promise<boolean> {
  const [row] = await sql<{ booked: boolean }>('bookLostCall')`
    select book_lost_call(${jobId}, ${attempt}, ${JSON.stringify(spent)}) as booked`
  return row!.booked
}

/** Lost calls of ended jobs whose worker's time to report the cost is over; at most `sweepBatch`. */
export async function findLostCalls(): Promise<(LostCall & { context: Claim })[]> {
  return sql<LostCall & { context: Claim }>('findLostCalls')`
    select l.attempt, l.model_index as "modelIndex", attempt_context(j, ${tunables.historyMessagesMax}) as context
    from lost_calls l join jobs j on j.id = l.job_id
    where l.due_at <= now() and j.status not in ('queued', 'running')
    order by l.due_at limit ${tunables.sweepBatch}`
}
