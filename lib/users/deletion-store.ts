import { sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'
import { tunables } from '#lib/tunables'

/** The open jobs to announce and the credentials to revoke when a deletion starts. */
export type StartedDeletion = {
  isSmall: false
  open: DeletedJob[]
  keyHashes: string[]
  tokenHashes: string[]
}

/** Starts the deletion of a user in batches. `isSmall` if one statement is enough; undefined if the user does not exist. */
export async function beginDeletion(
  userId: string,
  id: string,
): Promise<StartedDeletion | { isSmall: true } | undefined> {
  const [row] = await sql<{ begun: StartedDeletion | { isSmall: true } | null }>('beginDeletion')`
    select begin_user_deletion(${userId}::text, ${id}::text, ${tunables.deletionRowsMax}::int) as begun`
  return row?.begun ?? undefined
}

/** Deletes the next batch; undefined if no batch is left, or another process is working on this deletion. */
export async function deleteBatch(
  id: string,
): Promise<{ done: boolean; conversationIds: number[] } | undefined> {
  const [row] = await sql<{ batch: { done: boolean; conversationIds: number[] } | null }>('deleteUserBatch')`
    select delete_user_batch(${id}::text, ${tunables.deletionBatch}::int, ${tunables.deletionMessages}::int) as batch`
  return row?.batch ?? undefined
}

export type DeletionRow = {
  id: string
  conversations_total: number
  conversations: number
  messages: number
  jobs: number
  anonymised: number
  created_at: Date
  finished_at: Date | null
}

/** Finds a deletion with its progress. */
export async function findDeletion(id: string): Promise<DeletionRow | undefined> {
  const [row] = await sql<DeletionRow>('findDeletion')`select * from user_deletions where id = ${id}`
  return row
}

/** Finds the unfinished deletions, oldest first. Deletes the records of deletions that finished long ago. */
export async function findOpenDeletions(): Promise<string[]> {
  const rows = await sql<{ id: string }>('findOpenDeletions')`
    with forgotten as (
      delete from user_deletions where finished_at < now() - make_interval(days => ${tunables.deletionKeptDays}::int)
    )
    select id from user_deletions where finished_at is null order by created_at`
  return rows.map(({ id }) => id)
}
