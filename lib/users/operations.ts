import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { readActivity, type Session } from '#lib/users/activity'
import { createUserExamples, getUserExamples } from '#lib/users/examples'
import { createUserBody, getUserQuery, userView, userWithActivity } from '#lib/users/schema'
import { findSession, findUser, insertUser } from '#lib/users/store'

/** `POST /api/users` */
export const createUser = operation({
  id: 'createUser',
  method: 'POST',
  path: '/api/users',
  summary:
    'Adds a user with a name and an e-mail address. Not needed before sendMessage, which adds unknown users.',
  consequential: false,
  auth: 'key',
  limit: 'write',
  body: createUserBody,
  responses: { 201: userView },
  errors: ['conflict'],
  examples: createUserExamples,
  hints: { destructive: false, idempotent: false, openWorld: false },
  gpt: false,
  run: async (input) => {
    const user = await insertUser(input)
    if (!user) throw new ApiError('conflict', `There is already a user ${input.userId}.`)
    return { status: 201, message: 'The user was created.', data: user }
  },
})

/** `GET /api/users` */
export const getUser = operation({
  id: 'getUser',
  method: 'GET',
  path: '/api/users',
  summary:
    'Returns a user, the last answer in the newest conversation, and how much was used today and this month.',
  consequential: false,
  auth: 'key',
  limit: 'read',
  query: getUserQuery,
  responses: { 200: userWithActivity },
  errors: ['not_found'],
  examples: getUserExamples,
  run: async ({ userId }) => {
    const [found, { session, today, month }] = await Promise.all([findUser(userId), readActivity(userId)])
    if (!found) throw new ApiError('not_found', `There is no user ${userId}.`)
    const current = await currentSession(found, session)
    const data = { ...found.user, session: current, today, month }
    return { status: 200, message: 'The user was found.', data }
  },
})

/** The cached session if the database says that it is the newest; otherwise the one that the database has. */
async function currentSession(
  newest: { conversationId: number | null; version: string | null },
  cached: Session | null,
) {
  if (newest.conversationId === null) return null
  const isCurrent = cached?.conversationId === newest.conversationId && cached.version === newest.version
  const session = isCurrent ? cached : await findSession(newest.conversationId)
  if (!session) return null
  const { version: _, ...shown } = session
  return shown
}
