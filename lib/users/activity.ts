import { session, sessionKey } from '#lib/jobs/session'
import { kvReader } from '#lib/kv/index'
import { errorFields, log } from '#lib/log'
import { counterKeys, toCountersView } from '#lib/metering/counters'

/** Reads a user's session and the counters of this day and month in one round trip. Null for missing or unreadable values. */
export async function readActivity(userId: string) {
  try {
    const [day, month] = counterKeys(userId, new Date())
    const [cached, ofDay, ofMonth] = await kvReader()
      .pipeline()
      .get(sessionKey(userId))
      .hgetall(day)
      .hgetall(month)
      .exec()
    return {
      session: session.safeParse(cached).data ?? null,
      today: toCountersView(ofDay),
      month: toCountersView(ofMonth),
    }
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'activity', ...errorFields(error) })
    return { session: null, today: null, month: null }
  }
}
