import { z } from 'zod'
import { kvReader } from '#lib/kv'
import { errorFields, log } from '#lib/log'

const session = z.object({
  conversationId: z.int(),
  version: z.uuid(),
  messageId: z.int(),
  model: z.string(),
  lastMessageAt: z.iso.datetime(),
})
const counters = z.object({ requests: z.coerce.number(), totalTokens: z.coerce.number() })

export type Session = z.infer<typeof session>

/** The last answer that the user got, as the worker left it. */
export const sessionKey = (userId: string) => `session:${userId}`

/** Answered requests and tokens of one user on one day (UTC). */
export const countersKey = (userId: string, day: Date) =>
  `counters:${userId}:${day.toISOString().slice(0, 10)}`

/** A user's session and today's counters in one round trip; null for what is not there or cannot be read. */
export async function readActivity(userId: string) {
  try {
    const [cached, counted] = await kvReader()
      .pipeline()
      .get(sessionKey(userId))
      .hgetall(countersKey(userId, new Date()))
      .exec()
    return {
      session: session.safeParse(cached).data ?? null,
      today: counters.safeParse(counted ?? { requests: 0, totalTokens: 0 }).data ?? null,
    }
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'activity', ...errorFields(error) })
    return { session: null, today: null }
  }
}
