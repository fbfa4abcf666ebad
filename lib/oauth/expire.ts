import { deleteExpiredRecords } from '#lib/oauth/store'
import { tunables } from '#lib/tunables'

/** Deletes what has expired of grants, clients, codes and tokens, in bounded batches; the next run goes on. */
export async function expireSignIns(): Promise<number> {
  let count = 0
  for (let batches = 0; batches < tunables.oauthSweepBatchesMax; batches++) {
    const deleted = await deleteExpiredRecords(tunables.oauthSweepRows)
    count += deleted
    if (deleted < tunables.oauthSweepRows) break
  }
  return count
}
