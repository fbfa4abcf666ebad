import { sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'

/** The counts of a user's deleted rows, and the ids for the events and cache evictions that follow. */
export type DeletedUser = {
  conversations: number
  messages: number
  jobs: number
  webhookDeliveries: number
  budgets: number
  apiKeys: number
  /** Rows that stay without their user. */
  anonymised: number
  conversationIds: number[]
  keyHashes: string[]
  signIns: number
  tokenHashes: string[]
  open: DeletedJob[]
  isFresh: boolean
}

/**
 * Deletes a user with all their data in one statement, and removes them from the ledger and its rollups. Undefined if the
 * user does not exist.
 */
export async function deleteUserRow(userId: string): Promise<DeletedUser | undefined> {
  const [row] = await sql<{ deleted: DeletedUser | null }>(
    'deleteUser',
  )`select delete_user(${userId}::text) as deleted`
  return row?.deleted ?? undefined
}
