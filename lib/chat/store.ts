import type { SendMessage } from '#lib/chat/schema'
import { sql, violates } from '#lib/db'
import type { JobParams } from '#lib/jobs/store'

export type Accepted = {
  job_id: string
  conversation_id: number
  /** False when the idempotency key had been used before; the job is then the first one. */
  is_new: boolean
  request_hash: string
  /** Whether an earlier message of the conversation is still being answered. */
  blocked: boolean
}

/**
 * Stores a user's message and its job, and the user and the conversation where they are new: all in one
 * statement, so that an accepted message always has a job. Returns undefined, and stores nothing, when the
 * conversation is not this user's. A used idempotency key returns its first job and stores nothing. The update of a
 * known user changes nothing; it must not touch the key, or its lock would collide with those of foreign keys.
 */
export async function acceptMessage(
  jobId: string,
  input: SendMessage,
  requestHash: string,
): Promise<Accepted | undefined> {
  try {
    return await insertTurn(jobId, input, requestHash)
  } catch (error) {
    // A twin with the same key was committed between our look and our insert: look again.
    if (violates(error, 'jobs_user_id_idempotency_key_key')) return insertTurn(jobId, input, requestHash)
    throw error
  }
}

async function insertTurn(
  jobId: string,
  input: SendMessage,
  requestHash: string,
): Promise<Accepted | undefined> {
  const { userId, message, conversationId = null, sessionId = null, idempotencyKey = null } = input
  const { model, temperature, maxTokens, systemPrompt } = input
  const params: JobParams = { model, temperature, maxTokens, systemPrompt }
  const title = message.trim().replace(/\s+/g, ' ').slice(0, 80).toWellFormed()
  const [row] = await sql<Accepted>`
    with known as (
      select id from users where user_id = ${userId}
    ), prior as (
      select j.id, j.conversation_id, j.request_hash
      from jobs j join known on j.user_id = known.id
      where j.idempotency_key = ${idempotencyKey}::text
    ), introduced as (
      insert into users (user_id)
      select ${userId} where ${conversationId}::int is null and not exists (table known)
      on conflict (user_id) do update set updated_at = users.updated_at
      returning id
    ), person as (
      table known union all table introduced
    ), continued as (
      update conversations c set last_turn = last_turn + 1, open_jobs = open_jobs + 1, updated_at = now()
      from person
      where c.user_id = person.id and not exists (table prior)
        and case when ${conversationId}::int is not null then c.id = ${conversationId}::int
                 else c.session_id = ${sessionId}::text end
      returning c.id, c.last_turn, c.open_jobs, c.user_id
    ), started as (
      insert into conversations (user_id, session_id, title, last_turn, open_jobs)
      select person.id, ${sessionId}::text, ${title}, 1, 1 from person
      where ${conversationId}::int is null and not exists (table continued) and not exists (table prior)
      on conflict (user_id, session_id) do update
        set last_turn = conversations.last_turn + 1, open_jobs = conversations.open_jobs + 1, updated_at = now()
      returning id, last_turn, open_jobs, user_id
    ), conversation as (
      table continued union all table started
    ), message as (
      insert into messages (conversation_id, turn, role, content, metadata)
      select id, last_turn, 'user', ${message}, ${JSON.stringify(input.metadata ?? {})}::jsonb from conversation
    ), job as (
      insert into jobs (id, user_id, conversation_id, turn, params, idempotency_key, request_hash)
      select ${jobId}, user_id, id, last_turn, ${JSON.stringify(params)}::jsonb, ${idempotencyKey}::text,
             ${requestHash}
      from conversation
      returning id, request_hash
    ), counted as (
      insert into api_usage (user_id, endpoint, request_count)
      select user_id, 'POST /api/chat', 1 from conversation
      on conflict (user_id, endpoint)
      do update set request_count = api_usage.request_count + 1, last_request_at = now()
    )
    select job.id as job_id, conversation.id as conversation_id, request_hash, true as is_new, open_jobs > 1 as blocked
    from job cross join conversation
    union all
    select id, conversation_id, request_hash, false, false from prior`
  return row
}
