import { againIfDeadlocked, sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'

/** What was deleted of a person, and what is to be told and forgotten because of it. */
export type DeletedUser = {
  conversations: number
  messages: number
  jobs: number
  webhookDeliveries: number
  budgets: number
  apiKeys: number
  /** Rows that stay, without their user. */
  anonymised: number
  conversationIds: number[]
  keyHashes: string[]
  signIns: number
  tokenHashes: string[]
  open: DeletedJob[]
  isFresh: boolean
}

/**
 * Deletes a user and all that belongs to them in one statement, and takes them off the ledger and its sums. Undefined
 * when there is no such user.
 */
export async function deleteUserRow(userId: string): Promise<DeletedUser | undefined> {
  return againIfDeadlocked(() => deleteOnce(userId))
}

/**
 * Locks in the order of the statements that accept a message and end an attempt: the unfinished jobs, the
 * conversations, the counts of requests, the budgets, the user. A row that is committed between this statement's snapshot and the user's lock
 * is deleted too, though not counted.
 */
async function deleteOnce(userId: string): Promise<DeletedUser | undefined> {
  const [row] = await sql<DeletedUser>('deleteUser')`
    with person as materialized (
      select id from users where user_id = ${userId}
    ), recent as materialized (
      select j.* from jobs j
      where j.user_id = (select id from person)
        and (j.status in ('queued', 'running') or j.finished_at > now() - interval '10 seconds')
      order by j.id for no key update
    ), talks as materialized (
      select c.id from conversations c
      where c.user_id = (select id from person) and (select count(*) from recent) >= 0
      order by c.id for no key update
    ), noted as materialized (
      select a.id from api_usage a
      where a.user_id = (select id from person) and (select count(*) from talks) >= 0
      order by a.id for update
    ), purses as materialized (
      select b.id, b.user_id from budgets b
      where (b.user_id is null or b.user_id = (select id from person)) and (select count(*) from noted) >= 0
      order by b.id for update
    ), gone as (
      delete from users u using person
      where u.id = person.id and (select count(*) from purses) >= 0
      returning u.id
    ), work as materialized (
      select id from jobs where user_id = (select id from person)
    )
    select (select count(*)::int from talks) as conversations,
           (select count(*)::int from messages where conversation_id in (select id from talks)) as messages,
           (select count(*)::int from work) as jobs,
           (select count(*)::int from webhook_deliveries where job_id in (select id from work))
             as "webhookDeliveries",
           (select count(*)::int from purses where user_id is not null) as budgets,
           cardinality(bound.hashes) as "apiKeys", bound.hashes as "keyHashes",
           (select count(*)::int from oauth_grants where user_id = gone.id) as "signIns",
           coalesce((select json_agg(r.id_hash) from oauth_records r join oauth_grants g on g.id = r.grant_id
                     where g.user_id = gone.id and r.model = 'AccessToken'), '[]') as "tokenHashes",
           ((select count(*) from usage_ledger where user_id = gone.id)
            + (select count(*) from usage_rollups where user_id = gone.id))::int as anonymised,
           coalesce((select json_agg(id) from talks), '[]') as "conversationIds",
           coalesce((select json_agg(json_build_object('jobId', r.id, 'conversationId', r.conversation_id,
                                                       'attempts', r.attempt - r.uncounted_attempts,
                                                       'createdAt', to_char(r.created_at at time zone 'UTC',
                                                                            'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
                     from recent r where r.status in ('queued', 'running')), '[]') as open,
           exists (select from recent where finished_at is not null) as "isFresh"
    from gone
    cross join lateral (select coalesce(array_agg(key_hash), '{}') as hashes from api_keys where user_id = gone.id) bound`
  return row
}
