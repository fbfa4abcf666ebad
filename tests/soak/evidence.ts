import type { Pool } from 'pg'
import type { JobStatus } from '#lib/jobs/schema'
import type { AnswerMetadata } from '#lib/jobs/view'
import type { Clients } from './clients.ts'
import type { Kill } from './kills.ts'
import type { Call } from './model.ts'

type JobRow = {
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
  finished_at: Date | null
  question: string
  /** All assistant messages of the job. */
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

/** All that a run leaves behind, from which it is judged. */
export type Evidence = {
  jobs: JobRow[]
  /** User messages without a job, and jobs without a user message. */
  unmatched: number
  ledger: LedgerRow[]
  /** Calls that were lost with their worker, and have no ledger row yet. */
  unbooked: number
  /** With how many messages each counts, and how many it has. */
  conversations: {
    id: number
    open_jobs: number
    last_turn: number
    message_count: number
    messages: number
  }[]
  /** What budgets keep free, and what their reservations say. */
  budgets: { id: number; reserved: number; kept: number }[]
  calls: Call[]
  kills: Kill[]
  clients: Pick<Clients, 'sent' | 'revived' | 'unexpected'>
}

export type Job = JobRow

/** Reads the database as a whole. */
export async function readDatabase(
  database: Pool,
): Promise<Pick<Evidence, 'jobs' | 'unmatched' | 'ledger' | 'unbooked' | 'conversations' | 'budgets'>> {
  const { rows: jobs } = await database.query(`
    select j.*, asked.content as question,
           array(select json_build_object('content', content, 'metadata', metadata) from messages
                 where job_id = j.id) as answers,
           array(select event from webhook_deliveries where job_id = j.id order by created_at) as events
    from jobs j
    left join messages asked on asked.conversation_id = j.conversation_id and asked.turn = j.turn and asked.role = 'user'
    order by j.conversation_id, j.turn`)
  const { rows: unmatched } = await database.query(`
    select count(*)::int as n from messages m full join jobs j
      on j.conversation_id = m.conversation_id and j.turn = m.turn
    where (m.role is null or m.role = 'user') and (m.id is null or j.id is null)`)
  const { rows: ledger } = await database.query('select * from usage_ledger')
  const { rows: lost } = await database.query('select count(*)::int as n from lost_calls')
  const { rows: conversations } = await database.query(`
    select id, open_jobs, last_turn, message_count,
           (select count(*)::int from messages m where m.conversation_id = c.id) as messages
    from conversations c`)
  const { rows: budgets } = await database.query(`
    select id, reserved::float, (select coalesce(sum(amount), 0)::float from budget_reservations
                                 where budget_id = budgets.id) as kept
    from budgets`)
  return { jobs, unmatched: unmatched[0].n, ledger, unbooked: lost[0].n, conversations, budgets }
}
