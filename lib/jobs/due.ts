import { sql } from '#lib/db/index'

/** Jobs that are due and at their turn, the oldest first. */
export async function findDueJobs(limit: number): Promise<{ jobId: string; conversationId: number }[]> {
  return sql<{ jobId: string; conversationId: number }>('findDueJobs')`
    select j.id as "jobId", j.conversation_id as "conversationId" from jobs j
    where j.status = 'running' and j.lease_until <= now()
       or j.status = 'queued' and j.next_attempt_at <= now()
          and not exists (select from jobs o where o.conversation_id = j.conversation_id and o.id <> j.id
                          and (o.status = 'running' or o.status = 'queued' and o.turn < j.turn))
    order by j.next_attempt_at limit ${limit}`
}
