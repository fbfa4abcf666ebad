import { sql } from '#lib/db/index'
import { itemsOf } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import type { JobView } from '#lib/jobs/schema'
import { type AnswerMetadata, type JobRow, toJobView } from '#lib/jobs/view'
import type { JobParams } from '#lib/models/types'

/** One turn of a conversation, with its input and output. */
export type Turn = {
  job: JobView
  userId: string
  turn: number
  /** The last turn of the conversation. Only this turn can be continued without a fork. */
  lastTurn: number
  /** The newest attempt: it gave the answer, if there is one. `isRevised`: readers were first sent a different text. */
  attempt: number
  isRevised: boolean
  /** When a transient conversation is deleted. */
  expiresAt: Date | null
  input: Item[]
  /** Empty until the job completes. */
  output: Item[]
  params: JobParams
  /** The metadata that the caller sent with the message. */
  metadata: Record<string, unknown>
  /** The model's reasoning before the answer. */
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

/** The turn that a job answers. Undefined if the job does not exist or belongs to another user (null: any user). */
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
