import { isOrphaned, sql } from '#lib/db/index'

/**
 * Copies the answered turns of a conversation, up to and including this one, into a new conversation of the same user,
 * and returns its id. The copy is transient if `expiresInSeconds` is given. Undefined when the user has no such
 * conversation, or the conversation no such turn.
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
      // The user was deleted at the same time.
      if (isOrphaned(error)) return []
      throw error
    },
  )
  return row?.id ?? undefined
}
