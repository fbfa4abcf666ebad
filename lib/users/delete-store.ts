import { againIfDeadlocked, sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'

/** What was deleted of a person, and what is to be told and forgotten because of it. */
export type DeletedUser = {
  conversations: number
  messages: number
  jobs: number
  webhookDeliveries: number
  budgets: number
  apiKeys: number
  /** Rows that stay, without their user. */
  anonymised: number
  conversationIds: number[]
  keyHashes: string[]
  signIns: number
  tokenHashes: string[]
  open: DeletedJob[]
  isFresh: boolean
}

/**
 * Deletes a user and all that belongs to them in one statement, and takes them off the ledger and its sums. Undefined
 * when there is no such user.
 */
export async function deleteUserRow(userId: string): Promise<DeletedUser | undefined> {
  const [row] = await againIfDeadlocked(
    () => sql<{ deleted: DeletedUser | null }>('deleteUser')`select delete_user(${userId}::text) as deleted`,
  )
  return row?.deleted ?? undefined
}
