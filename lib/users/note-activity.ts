import { isOrphaned, sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** Notes when users sent their last message, for lists in that order. Reads what is new since the last time alone. */
export async function noteActivity(): Promise<void> {
  await sql('noteActivity')`
    select note_activity(${tunables.activityOverlapSeconds}::int, ${tunables.activityOverlapIds}::int)`.catch(
    (error) => {
      // A user was deleted at the same moment: the next sweep notes the others.
      if (!isOrphaned(error)) throw error
    },
  )
}
