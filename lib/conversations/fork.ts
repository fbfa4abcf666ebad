import { isOrphaned, sql } from '#lib/db/index'

/**
 * Copies the answered turns of a conversation, up to and with this one, into a new conversation of the same user, and
 * returns its id: transient, if it is to expire. Undefined when this user has no such conversation, or it has no such turn.
 */
export async function forkConversation(
  conversationId: number,
  userId: string,
  turn: number,
  expiresInSeconds?: number,
): Promise<number | undefined> {
  const [row] = await sql<{ id: number | null }>('forkConversation')`
    select fork_conversation(${conversationId}::int, ${userId}::text, ${turn}::int, ${expiresInSeconds ?? null}::int) as id`.catch(
    (error) => {
      // The user was deleted at the same moment.
      if (isOrphaned(error)) return []
      throw error
    },
  )
  return row?.id ?? undefined
}
