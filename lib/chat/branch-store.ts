import { sql } from '#lib/db/index'
import type { Item } from '#lib/items/types'
import type { JobParams } from '#lib/models/types'

/** What a user said in one turn, and how its answer was asked for. */
export type AskedTurn = {
  conversation_id: number
  turn: number
  /** Whose message was named: the user's, or its answer. */
  role: 'user' | 'assistant' | 'system'
  message: string
  items: Item[] | null
  metadata: Record<string, string | number | boolean | null>
  /** Null where no job is kept: the turn was copied from another conversation. */
  params: JobParams | null
}

/**
 * The turn of a message, which may be the user's or the answer; undefined when this user has no such message, and in a
 * transient conversation, which nobody is to meet again.
 */
export async function findAskedTurn(messageId: number, userId: string): Promise<AskedTurn | undefined> {
  const [row] = await sql<AskedTurn>('findAskedTurn')`
    select m.conversation_id, m.turn, m.role, asked.content as message, asked.items, asked.metadata, j.params
    from messages m
    join conversations c on c.id = m.conversation_id
    join users u on u.id = c.user_id
    join messages asked on asked.conversation_id = m.conversation_id and asked.turn = m.turn and asked.role = 'user'
    left join jobs j on j.conversation_id = m.conversation_id and j.turn = m.turn
    where m.id = ${messageId}::int and u.user_id = ${userId}::text and c.expires_at is null
    order by asked.id
    limit 1`
  return row
}
