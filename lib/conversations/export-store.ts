import type { ExportedMessage } from '#lib/conversations/schema'
import { sql } from '#lib/db/index'
import type { FinishReason } from '#lib/items/schema'
import type { Item } from '#lib/items/types'
import { tunables } from '#lib/tunables'

type Row = {
  id: number
  turn: number
  role: ExportedMessage['role']
  content: string
  items: Item[] | null
  job_id: string | null
  metadata: Record<string, unknown> & { finishReason?: FinishReason }
  created_at: Date
}

/** The position of a message in its conversation. */
export type MessagePosition = { turn: number; id: number }

/**
 * The messages of a conversation after a position, uncut and in order: at most `exportTexts`, and no further ones after
 * `exportBytes`. Undefined after the last message.
 */
export async function findExported(
  conversationId: number,
  { turn, id }: MessagePosition,
): Promise<{ messages: ExportedMessage[]; last: MessagePosition } | undefined> {
  const rows = await sql<Row>('findExported')`
    select m.id, m.turn, m.role, m.content, m.items, m.job_id, m.metadata - 'thoughts' as metadata, m.created_at
    from (select next.id, sum(next.bytes) over (order by next.turn, next.id) - next.bytes as bytes_before
          from (select n.id, n.turn, message_bytes(n.content, n.items) as bytes from messages n
                where n.conversation_id = ${conversationId}::int and (n.turn, n.id) > (${turn}::int, ${id}::int)
                order by n.turn, n.id limit ${tunables.exportTexts}::int) next) page
    join messages m on m.id = page.id
    where page.bytes_before < ${tunables.exportBytes}::int
    order by m.turn, m.id`
  const last = rows.at(-1)
  return last && { messages: rows.map(toExported), last: { turn: last.turn, id: last.id } }
}

function toExported(row: Row): ExportedMessage {
  const { finishReason, ...metadata } = row.metadata
  return {
    messageId: row.id,
    role: row.role,
    content: row.content,
    ...(row.items && { items: row.items }),
    ...(finishReason && { finishReason }),
    ...(row.job_id && { jobId: row.job_id }),
    metadata,
    createdAt: row.created_at.toISOString(),
  }
}
