import type { Pool } from 'pg'
import type { JobStatus } from '#lib/jobs/schema'
import type { AnswerMetadata } from '#lib/jobs/view'

/** A job with its question and its answers. */
export type Job = {
  id: string
  conversation_id: number
  turn: number
  status: JobStatus
  attempt: number
  uncounted_attempts: number
  idempotency_key: string
  callback_url: string | null
  lease_until: Date | null
  started_at: Date | null
  created_at: Date
  finished_at: Date | null
  /** The last text of the request, or the output of a tool result. */
  question: string
  /** The job's assistant messages: text, or the arguments of their tool calls. */
  answers: { content: string; metadata: AnswerMetadata }[]
  /** Webhook deliveries, oldest first. */
  events: string[]
}

export type LedgerRow = {
  job_id: string
  attempt: number
  model: string
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  estimated: boolean
}

/** The rows of a database that the checks use. */
export type Rows = {
  jobs: Job[]
  /** The number of user messages without a job, except copies, plus jobs without a user message. */
  unmatched: number
  ledger: LedgerRow[]
  /** The number of calls that were lost with their worker and have no ledger row yet. */
  unbooked: number
  /** Each with its counted and its actual number of messages. */
  conversations: {
    id: number
    open_jobs: number
    last_turn: number
    message_count: number
    messages: number
    /** The turns without a job: they were copied or added. */
    given: number[]
    /** A copy may leave out turns without an answer. */
    is_copy: boolean
    /** The time from which a transient conversation may be deleted. */
    expires_at: Date | null
    deleted_at: Date | null
  }[]
  /** The reserved amount of each budget, and the sum of its reservations. */
  budgets: { id: number; reserved: number; kept: number }[]
}

const jobsText = `
  select j.*, case when asked.items is null then asked.content
                   else coalesce(asked.items->-1->>'output', asked.items->-1->'content'->-1->>'text') end as question,
         array(select json_build_object('metadata', m.metadata, 'content', m.content || coalesce(
                 (select string_agg(item->>'arguments', '') from jsonb_array_elements(m.items) item), ''))
               from messages m where m.job_id = j.id) as answers,
         array(select event from webhook_deliveries where job_id = j.id order by created_at) as events
  from jobs j
  left join messages asked on asked.conversation_id = j.conversation_id and asked.turn = j.turn and asked.role = 'user'
  order by j.conversation_id, j.turn`

const unmatchedText = `
  select count(*)::int as n from messages m full join jobs j
    on j.conversation_id = m.conversation_id and j.turn = m.turn
  where (m.role is null or m.role = 'user') and (m.id is null or j.id is null)
    and not (j.id is null and (m.items is not null or exists (
      select from messages copied where copied.conversation_id = m.conversation_id and copied.turn = m.turn
                                    and copied.role = 'assistant' and copied.job_id is null)))`

const conversationsText = `
  select id, open_jobs, last_turn, message_count, expires_at, (to_jsonb(c)->>'deleted_at')::timestamptz as deleted_at,
         (select count(*)::int from messages m where m.conversation_id = c.id) as messages,
         array(select distinct turn from messages m where m.conversation_id = c.id and not exists (
           select from jobs j where j.conversation_id = c.id and j.turn = m.turn) order by turn) as given,
         coalesce((select params->'response' ? 'previousResponseId' from jobs j where j.conversation_id = c.id
                   order by turn limit 1), false) as is_copy
  from conversations c`

const budgetsText = `
  select id, reserved::float, (select coalesce(sum(amount), 0)::float from budget_reservations
                               where budget_id = budgets.id) as kept
  from budgets`

/** Reads the whole database, including the rows that the soak archives (tests/soak/archive.ts). */
export async function readDatabase(database: Pool): Promise<Rows> {
  const client = await database.connect()
  try {
    await client.query('begin; set local search_path = soak, public')
    const { rows: jobs } = await client.query(jobsText)
    const { rows: unmatched } = await client.query(unmatchedText)
    const { rows: ledger } = await client.query('select * from usage_ledger')
    const { rows: lost } = await client.query('select count(*)::int as n from lost_calls')
    const { rows: conversations } = await client.query(conversationsText)
    const { rows: budgets } = await client.query(budgetsText)
    await client.query('commit')
    return { jobs, unmatched: unmatched[0].n, ledger, unbooked: lost[0].n, conversations, budgets }
  } finally {
    client.release()
  }
}
