import { sql } from '#lib/db/index'
import { itemsOf } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import type { JobView } from '#lib/jobs/schema'
import { type AnswerMetadata, type JobRow, toJobView } from '#lib/jobs/view'
import type { JobParams } from '#lib/models/types'

/** One turn of a conversation, with all that was said in it. */
export type Turn = {
  job: JobView
  userId: string
  turn: number
  /** The last turn that its conversation has; another one is not the place to go on without a fork. */
  lastTurn: number
  /** The newest attempt, which gave the answer if there is one, and whether readers were told another text of it first. */
  attempt: number
  isRevised: boolean
  /** When a transient conversation is deleted. */
  expiresAt: Date | null
  input: Item[]
  /** Empty until the job has completed. */
  output: Item[]
  params: JobParams
  /** What the caller gave with the message. */
  metadata: Record<string, unknown>
  /** What the model thought before it answered. */
  thoughts: string
}

type TurnRow = JobRow & {
  last_turn: number
  expires_at: Date | null
  message: string
  items: Item[] | null
  params: JobParams
  metadata: Record<string, unknown>
  answer_metadata: AnswerMetadata | null
}

/** The turn that a job answers; undefined when there is none, or not of this user (null: of any). */
export async function findTurn(jobId: string, userId: string | null): Promise<Turn | undefined> {
  const [row] = await sql<TurnRow>('findTurn')`
    select job.*, null as ahead, m.id as message_id, m.content as response, m.metadata as answer_metadata,
           m.items as answer_items, now() as now, c.last_turn, c.expires_at, j.params,
           asked.content as message, asked.items, asked.metadata
    from job_rows job
    join jobs j on j.id = job.id
    join conversations c on c.id = job.conversation_id
    join messages asked on asked.conversation_id = job.conversation_id and asked.turn = job.turn and asked.role = 'user'
    left join messages m on m.job_id = job.id
    where job.id = ${jobId} and (${userId}::text is null or job.user_id = ${userId}::text)`
  return row && toTurn(row)
}

function toTurn(row: TurnRow): Turn {
  const { response, answer_items: items } = row
  return {
    job: toJobView(row),
    userId: row.user_id,
    turn: row.turn,
    lastTurn: row.last_turn,
    attempt: row.attempt,
    isRevised: row.answer_metadata?.isRevised === true,
    expiresAt: row.expires_at,
    input: itemsOf({ role: 'user', content: row.message, items: row.items }),
    output: response === null ? [] : itemsOf({ role: 'assistant', content: response, items }),
    params: row.params,
    metadata: row.metadata,
    thoughts: row.answer_metadata?.thoughts ?? '',
  }
}
