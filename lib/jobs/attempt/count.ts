import type { Claim } from '#lib/jobs/attempt/claim-store'
import type { Settlement } from '#lib/jobs/attempt/settle-store'
import { findJob } from '#lib/jobs/store'
import { withoutKv } from '#lib/kv/unavailable'
import { countCall } from '#lib/metering/counters'
import { recountUser } from '#lib/metering/rebuild'
import type { Spent } from '#lib/models/types'

/** Counts a call without an answer, or with one that came too late, unless its user was deleted meanwhile. */
export async function countSpent(claim: Claim, ended: Settlement, spent: Spent): Promise<void> {
  const { id, user_id } = claim.job
  if (!ended && !(await findJob(id, user_id))) return
  await countCall(user_id, ended?.row.now ?? new Date(), spent).catch(withoutKv('answer'))
  // The attempt that took over may have counted an estimate of this call.
  if (!ended) await recountUser(user_id).catch(withoutKv('answer'))
}
