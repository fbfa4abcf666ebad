import { sql } from '#lib/db/index'
import type { Item } from '#lib/items/types'
import type { JobParams } from '#lib/models/types'

/** A user's message of one turn, with the options of its request. */
export type AskedTurn = {
  conversationId: number
  turn: number
  /** The role of the message with the given id: the user's message, or its answer. */
  role: 'user' | 'assistant' | 'system'
  message: string
  items: Item[] | null
  metadata: Record<string, string | number | boolean | null>
  /** Null when the turn has no job, because it was copied from another conversation. */
  params: JobParams | null
}

/**
 * The turn of a message, which may be the user's or the answer. Undefined when this user has no such message, and in a
 * transient conversation, which no caller can see.
 */
export async function findAskedTurn(messageId: number, userId: string): Promise<AskedTurn | undefined> {
  const [row] = await sql<AskedTurn>('findAskedTurn')`
    select m.conversation_id as "conversationId", m.turn, m.role, asked.content as message, asked.items, asked.metadata, j.params
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
