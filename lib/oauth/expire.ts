import { deleteExpiredRecords } from '#lib/oauth/store'
import { tunables } from '#lib/tunables'

/** Deletes expired grants, clients, codes and tokens in bounded batches. The next run continues. Returns the count. */
export async function expireSignIns(): Promise<number> {
  let count = 0
  for (let batches = 0; batches < tunables.oauthSweepBatchesMax; batches++) {
    const deleted = await deleteExpiredRecords(tunables.oauthSweepRows)
    count += deleted
    if (deleted < tunables.oauthSweepRows) break
  }
  return count
}
