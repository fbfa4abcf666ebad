import { againIfDeadlocked, sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'
import { tunables } from '#lib/tunables'

/** What is to be told and forgotten as a deletion begins. */
export type Begun = { isSmall: false; open: DeletedJob[]; keyHashes: string[]; tokenHashes: string[] }

/** Begins to delete a user in batches. `isSmall` when one statement will do, and undefined when there is no such user. */
export async function beginDeletion(
  userId: string,
  id: string,
): Promise<Begun | { isSmall: true } | undefined> {
  const [row] = await againIfDeadlocked(
    () => sql<{ begun: Begun | { isSmall: true } | null }>('beginDeletion')`
      select begin_user_deletion(${userId}::text, ${id}::text, ${tunables.deletionRowsMax}::int) as begun`,
  )
  return row?.begun ?? undefined
}

/** Deletes the next part; undefined when there is none, or somebody else is at it. */
export async function deleteBatch(
  id: string,
): Promise<{ done: boolean; conversationIds: number[] } | undefined> {
  const [row] = await againIfDeadlocked(
    () => sql<{ batch: { done: boolean; conversationIds: number[] } | null }>('deleteUserBatch')`
      select delete_user_batch(${id}::text, ${tunables.deletionBatch}::int, ${tunables.deletionMessages}::int) as batch`,
  )
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

/** A deletion and how far it has come. */
export async function findDeletion(id: string): Promise<DeletionRow | undefined> {
  const [row] = await sql<DeletionRow>('findDeletion')`select * from user_deletions where id = ${id}`
  return row
}

/** The deletions that are not finished, the oldest first; forgets those that were finished long ago. */
export async function findOpenDeletions(): Promise<string[]> {
  const rows = await sql<{ id: string }>('findOpenDeletions')`
    with forgotten as (
      delete from user_deletions where finished_at < now() - make_interval(days => ${tunables.deletionKeptDays}::int)
    )
    select id from user_deletions where finished_at is null order by created_at`
  return rows.map(({ id }) => id)
}
