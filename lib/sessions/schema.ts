import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

export const listSessionsQuery = z.strictObject({
  userId: userId.optional().describe('Only the sessions that act for this user alone.'),
  ...page,
})

export const sessionParams = z.strictObject({
  id: z
    .string()
    .regex(
      /^session_[0-9a-f]{32}$/,
      'Not the id of a session: it looks like session_ and 32 hexadecimal digits',
    )
    .describe('The id of the session, as given by listSessions. It opens nothing.'),
})

export const endSessionsQuery = z.strictObject({
  userId: userId
    .optional()
    .describe('Only the sessions that act for this user alone; those of everybody without it.'),
})

/** A browser that is signed in to the console. */
const sessionView = z.object({
  sessionId: z.string(),
  signedInWith: z
    .enum(['owner', 'key', 'openid'])
    .describe('`owner` for API_SECRET_KEY, `key` for a personal key, `openid` for the OpenID provider.'),
  userId: z.string().nullable().describe('For whom alone the session acts; null for the owner’s.'),
  keyId: z.string().nullable().describe('The personal key that it began with, and ends with.'),
  userAgent: z.string().nullable().describe('How the browser named itself at the sign-in.'),
  isCurrent: z.boolean().describe('Whether it is the session that asks.'),
  signedInAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().describe('When it was last used, to within a minute.'),
  expiresAt: z.iso.datetime(),
})
export type SessionView = z.infer<typeof sessionView>

export const sessionList = z.object({ sessions: z.array(sessionView), ...pagingFields })

export const endedSession = z.object({ sessionId: z.string(), userId: z.string().nullable() })
export const endedSessions = z.object({ ended: z.int().describe('How many sessions have ended.') })
