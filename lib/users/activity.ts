import { session, sessionKey } from '#lib/jobs/session'
import { kvReader } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { counterKeys, toCountersView } from '#lib/metering/counters'

/** Reads a user's session and the counters of this day and month in one round trip. Null for missing or unreadable values. */
export async function readActivity(userId: string) {
  const [day, month] = counterKeys(userId, new Date())
  const read = await kvReader()
    .pipeline()
    .get(sessionKey(userId))
    .hgetall(day)
    .hgetall(month)
    .exec()
    .catch(withoutKv('activity'))
  if (!read) return { session: null, today: null, month: null }
  const [cached, ofDay, ofMonth] = read
  return {
    session: session.safeParse(cached).data ?? null,
    today: toCountersView(ofDay),
    month: toCountersView(ofMonth),
  }
}
