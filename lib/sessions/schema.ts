import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

export const listSessionsQuery = z.strictObject({
  userId: userId.optional().describe('Only the sessions that act only for this user.'),
  ...page,
})

export const sessionParams = z.strictObject({
  id: z
    .string()
    .regex(
      /^session_[0-9a-f]{32}$/,
      'Not the id of a session: it looks like session_ and 32 hexadecimal digits',
    )
    .describe('The id of the session, from listSessions. It is not a secret.'),
})

export const endSessionsQuery = z.strictObject({
  userId: userId
    .optional()
    .describe('Only the sessions that act only for this user. Without it, the sessions of all users.'),
})

/** A browser that is signed in to the console. */
const sessionView = z.object({
  sessionId: z.string(),
  signedInWith: z
    .enum(['owner', 'key', 'openid'])
    .describe('`owner` for API_SECRET_KEY, `key` for a personal key, `openid` for the OpenID provider.'),
  userId: z
    .string()
    .nullable()
    .describe('The only user that the session acts for; null for a session of the owner.'),
  keyId: z.string().nullable().describe('The personal key of the sign-in. The session ends with the key.'),
  userAgent: z.string().nullable().describe('The User-Agent of the browser at the sign-in.'),
  isCurrent: z.boolean().describe('True for the session that calls this.'),
  signedInAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().describe('The last use, accurate to a minute.'),
  expiresAt: z.iso.datetime(),
})
export type SessionView = z.infer<typeof sessionView>

export const sessionList = z.object({ sessions: z.array(sessionView), ...pagingFields })

export const endedSession = z.object({ sessionId: z.string(), userId: z.string().nullable() })
export const endedSessions = z.object({ ended: z.int().describe('The number of sessions that have ended.') })
