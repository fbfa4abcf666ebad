import { againIfDeadlocked, sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'
import { tunables } from '#lib/tunables'

/** What was deleted, and what is to be told and forgotten because of it. */
export type Deleted = {
  conversationId: number
  userId: string
  messages: number
  jobs: number
  /** Jobs that had not ended. */
  open: DeletedJob[]
  /** Whether something of it may still be on its way to KV. */
  isFresh: boolean
}

/** Deletes a conversation with all that belongs to it, or returns undefined when this user has no such one. */
export async function deleteConversationRow(id: number, userId: string): Promise<Deleted | undefined> {
  const which = { id, userId, days: null, limit: 1 }
  const [deleted] = await deleteRows(which)
  return deleted
}

/**
 * Deletes conversations that were not updated for so many days and have no unfinished jobs: the oldest, at most
 * `retentionBatch`. Of two callers at once none gets the same ones.
 */
export async function deleteExpired(days: number): Promise<Deleted[]> {
  return deleteRows({ id: null, userId: null, days, limit: tunables.retentionBatch })
}

type Which = { id: number | null; userId: string | null; days: number | null; limit: number }

const deleteRows = (which: Which) => againIfDeadlocked(() => deleteOnce(which))

/**
 * Locks in the order of the statements that end an attempt: the unfinished jobs, the conversation, the budgets. The
 * lock of a job lets foreign keys of reservations through, whose statement holds the budgets.
 */
async function deleteOnce({ id, userId, days, limit }: Which): Promise<Deleted[]> {
  return sql<Deleted>('deleteConversation')`
    with asked as materialized (
      select c.id, u.user_id from conversations c join users u on u.id = c.user_id
      where case when ${days}::int is null then c.id = ${id}::int and u.user_id = ${userId}::text
                 else c.updated_at < now() - make_interval(days => ${days}::int) and c.open_jobs = 0 end
      order by c.updated_at limit ${limit}::int
    ), recent as materialized (
      select j.* from jobs j
      where j.conversation_id in (select id from asked)
        and (j.status in ('queued', 'running') or j.finished_at > now() - interval '10 seconds')
      order by j.id for no key update
    ), held as materialized (
      select c.id, asked.user_id from conversations c join asked on asked.id = c.id
      where (select count(*) from recent) >= 0
        and (${days}::int is null or c.updated_at < now() - make_interval(days => ${days}::int) and c.open_jobs = 0)
      order by c.id for no key update of c
    ), purses as materialized (
      select b.id from budgets b
      where b.id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
                     where j.conversation_id in (select id from held))
      order by b.id for update
    ), gone as (
      delete from conversations c using held
      where c.id = held.id and (select count(*) from purses) >= 0
      returning c.id, held.user_id
    )
    select gone.id as "conversationId", gone.user_id as "userId",
           (select count(*)::int from messages m where m.conversation_id = gone.id) as messages,
           (select count(*)::int from jobs j where j.conversation_id = gone.id) as jobs,
           coalesce((select json_agg(json_build_object('jobId', r.id, 'conversationId', r.conversation_id,
                                                       'attempts', r.attempt - r.uncounted_attempts,
                                                       'createdAt', to_char(r.created_at at time zone 'UTC',
                                                                            'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
                     from recent r where r.conversation_id = gone.id and r.status in ('queued', 'running')),
                    '[]') as open,
           exists (select from recent r where r.conversation_id = gone.id and r.finished_at is not null) as "isFresh"
    from gone`
}
