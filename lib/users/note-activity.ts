import { isOrphaned, sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** Notes the time of each user's last message, for lists in that order. Reads only new rows since the last run. */
export async function noteActivity(): Promise<void> {
  await sql('noteActivity')`
    select note_activity(${tunables.activityOverlapSeconds}::int, ${tunables.activityOverlapIds}::int)`.catch(
    (error) => {
      // A user was deleted at the same time. The next sweep notes the others.
      if (!isOrphaned(error)) throw error
    },
  )
}
