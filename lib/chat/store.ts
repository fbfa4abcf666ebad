import type { UsedUpBudget } from '#lib/budgets/schema'
import type { Hashes } from '#lib/chat/hash'
import type { SendMessage } from '#lib/chat/schema'
import { isOrphaned, sql, violates } from '#lib/db/index'
import { env } from '#lib/env'
import type { JobParams } from '#lib/models/types'

export type Accepted = {
  /**
   * `new`, or the job of the same request: `replayed` by its key, `repeated` without one. Nothing is stored if it is
   * `busy`, or `broke`: a hard budget is used up.
   */
  kind: 'new' | 'replayed' | 'repeated' | 'busy' | 'broke'
  job_id: string
  conversation_id: number
  turn: number
  request_hash: string
  /** Whether another message of the conversation is still being answered. */
  blocked: boolean
  /** The budget that is used up. */
  budget: UsedUpBudget | null
}

/** The id that a new job is to have, and the key that asks for it; null for API_SECRET_KEY. */
export type NewJob = { id: string; keyId?: string | null }

/**
 * Stores a user's message and its job, and the user and the conversation where they are new: all in one statement, so
 * that an accepted message always has a job. Stores nothing when it finds the same request's job, or, if the caller
 * wants that, the conversation busy. Undefined, and nothing stored, when the conversation is not this user's.
 */
export async function acceptMessage(
  newJob: NewJob,
  input: SendMessage,
  hashes: Hashes,
): Promise<Accepted | undefined> {
  // A twin that was committed between the statement's look and its write keeps it from writing: it looks again. So it
  // does when its twin was committed, or its user or conversation deleted, while it ran.
  for (let look = 1; ; look++) {
    const accepted = await insertTurn(newJob, input, hashes).catch((error) => {
      const isOvertaken = violates(error, 'jobs_user_id_idempotency_key_key') || isOrphaned(error)
      if (look < looksMax && isOvertaken) return undefined
      throw error
    })
    if (accepted || look === looksMax) return accepted
  }
}

const looksMax = 3

/** The job of the same request, if there is one, as `acceptMessage` finds it; stores nothing. */
export async function findAccepted(input: SendMessage, hashes: Hashes): Promise<Accepted | undefined> {
  return insertTurn(undefined, input, hashes)
}

/**
 * Stores nothing without a new job. The update of a known user changes nothing; it must not touch the key, or its lock
 * would collide with those of foreign keys. What the updates of a conversation ask of its row they ask again once they
 * have its lock.
 */
async function insertTurn(
  newJob: NewJob | undefined,
  input: SendMessage,
  hashes: Hashes,
): Promise<Accepted | undefined> {
  const { userId, message, conversationId = null, sessionId = null, idempotencyKey = null } = input
  const { model, temperature, maxTokens, systemPrompt, callbackUrl = null } = input
  const { id: jobId = '', keyId = null } = newJob ?? {}
  const store = newJob !== undefined
  const params: JobParams = { model, temperature, maxTokens, systemPrompt }
  const title = message.trim().replace(/\s+/g, ' ').slice(0, 80).toWellFormed()
  const rejects = input.ifBusy === 'reject'
  // With a key of its own a request says by itself whether it is the same as another.
  const repeatSeconds = idempotencyKey === null ? env().REPEAT_WINDOW_SECONDS : 0
  const [row] = await sql<Accepted>('acceptMessage')`
    with known as (
      select id from users where user_id = ${userId}
    ), found as (
      select c.*, ${repeatSeconds}::int > 0 and c.last_request_hash = ${hashes.content}
                  and coalesce(c.last_answered_at > now() - make_interval(secs => ${repeatSeconds}::int), true)
                  as is_repeated
      from conversations c join known on c.user_id = known.id
      where case when ${conversationId}::int is not null then c.id = ${conversationId}::int
                 else c.session_id = ${sessionId}::text end
    ), prior as (
      select 'replayed' as kind, j.id, j.conversation_id, j.turn, j.request_hash
      from jobs j join known on j.user_id = known.id
      where j.idempotency_key = ${idempotencyKey}::text
      union all
      select 'repeated', last_job_id, id, last_turn, last_request_hash from found where is_repeated
    ), busy as (
      select 'busy' as kind, j.id, j.conversation_id, j.turn, j.request_hash
      from jobs j join found on found.id = j.conversation_id
      where ${rejects}::boolean and j.status in ('queued', 'running') and not exists (table prior)
      order by j.turn limit 1
    ), broke as (
      select json_build_object('period', b.period, 'unit', b.unit, 'limit', trim_scale(b.hard_limit)::text,
                               'resetsAt', budget_reset(b.period)) as budget
      from budgets b
      where (b.user_id is null or b.user_id = (select id from known)) and not exists (table prior)
        and b.hard_limit <= case when b.window_start >= budget_window(b.period) then b.spent else 0 end
      order by b.period desc limit 1
    ), introduced as (
      insert into users (user_id)
      select ${userId} where ${store}::boolean and not exists (table broke) and ${conversationId}::int is null and not exists (table known)
      on conflict (user_id) do update set updated_at = users.updated_at
      returning id
    ), person as (
      table known union all table introduced
    ), continued as (
      update conversations c
      set last_turn = last_turn + 1, open_jobs = open_jobs + 1, updated_at = now(),
          last_job_id = ${jobId}, last_request_hash = ${hashes.content}, last_answered_at = null
      from person
      where ${store}::boolean and c.user_id = person.id and not exists (table prior) and not exists (table broke)
        and case when ${conversationId}::int is not null then c.id = ${conversationId}::int
                 else c.session_id = ${sessionId}::text end
        and not (${rejects}::boolean and c.open_jobs > 0)
        and (${repeatSeconds}::int = 0 or c.last_request_hash is distinct from ${hashes.content}
             or c.last_answered_at <= now() - make_interval(secs => ${repeatSeconds}::int))
      returning c.id, c.last_turn, c.open_jobs, c.user_id
    ), started as (
      insert into conversations (user_id, session_id, title, last_turn, open_jobs, last_job_id, last_request_hash)
      select person.id, ${sessionId}::text, ${title}, 1, 1, ${jobId}, ${hashes.content} from person
      where ${store}::boolean and ${conversationId}::int is null and not exists (table continued)
        and not exists (table prior) and not exists (table busy) and not exists (table broke)
      on conflict (user_id, session_id) do update
        set last_turn = conversations.last_turn + 1, open_jobs = conversations.open_jobs + 1, updated_at = now(),
            last_job_id = excluded.last_job_id, last_request_hash = excluded.last_request_hash,
            last_answered_at = null
        where not (${rejects}::boolean and conversations.open_jobs > 0)
          and (${repeatSeconds}::int = 0 or conversations.last_request_hash is distinct from ${hashes.content}
               or conversations.last_answered_at <= now() - make_interval(secs => ${repeatSeconds}::int))
      returning id, last_turn, open_jobs, user_id
    ), conversation as (
      table continued union all table started
    ), message as (
      insert into messages (conversation_id, turn, role, content, metadata)
      select id, last_turn, 'user', ${message}, ${JSON.stringify(input.metadata ?? {})}::jsonb from conversation
    ), job as (
      insert into jobs (id, user_id, key_id, conversation_id, turn, params, idempotency_key, request_hash, callback_url)
      select ${jobId}, user_id, ${keyId}::text, id, last_turn, ${JSON.stringify(params)}::jsonb, ${idempotencyKey}::text,
             ${hashes.request}, ${callbackUrl}::text
      from conversation
      returning id, turn, request_hash
    ), counted as (
      insert into api_usage (user_id, endpoint, request_count)
      select user_id, 'POST /api/chat', 1 from conversation
      on conflict (user_id, endpoint)
      do update set request_count = api_usage.request_count + 1, last_request_at = now()
    )
    select 'new' as kind, job.id as job_id, conversation.id as conversation_id, job.turn, request_hash,
           open_jobs > 1 as blocked, null::json as budget
    from job cross join conversation
    union all
    select kind, id, conversation_id, turn, request_hash, true, null from prior
    union all
    select kind, id, conversation_id, turn, request_hash, true, null from busy where not exists (table broke)
    union all
    select 'broke', '', 0, 0, '', true, budget from broke`
  return row
}
