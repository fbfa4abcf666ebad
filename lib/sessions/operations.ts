import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { revokeCredentials } from '#lib/auth/credentials'
import { log } from '#lib/log'
import { endAllSessionsExamples, endSessionExamples, listSessionsExamples } from '#lib/sessions/examples'
import {
  endedSession,
  endedSessions,
  endSessionsQuery,
  listSessionsQuery,
  sessionList,
  sessionParams,
} from '#lib/sessions/schema'
import { deleteSessions, findSessions, sessionKey } from '#lib/sessions/store'

/** `GET /api/sessions` */
export const listSessions = operation({
  id: 'listSessions',
  method: 'GET',
  path: '/api/sessions',
  summary:
    'Lists the browsers that are signed in to the console, newest first, with the way they signed in, their user, their last use and their end. End one with endSession.',
  consequential: false,
  access: ['admin', 'read'],
  accessToAll: ['admin'],
  limit: 'read',
  query: listSessionsQuery,
  responses: { 200: sessionList },
  examples: listSessionsExamples,
  gpt: false,
  run: async ({ userId, ...page }, caller, sizeLimit) => {
    const place = pagePositionOf(page, sessionKey)
    const found = await findSessions(userId, place, caller.sessionId)
    return listReply({ name: 'sessions' }, found, place, sizeLimit)
  },
})

/** `DELETE /api/sessions/{id}` */
export const endSession = operation({
  id: 'endSession',
  method: 'DELETE',
  path: '/api/sessions/{id}',
  summary:
    'Ends a session of the console permanently. Within seconds its cookie is rejected everywhere, and the browser must sign in again.',
  consequential: true,
  access: ['admin', 'chat'],
  accessToAll: ['admin'],
  accessToApps: ['admin'],
  limit: 'manage',
  params: sessionParams,
  responses: { 200: endedSession },
  errors: ['not_found'],
  examples: endSessionExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id }, caller) => {
    const [ended] = await endSessions({ id, userId: caller.userId })
    if (!ended) throw new ApiError('not_found', `There is no session ${id}.`)
    const data = { sessionId: id, userId: ended.userId }
    return { status: 200, message: 'The session has ended.', data }
  },
})

/** `DELETE /api/sessions` */
export const endAllSessions = operation({
  id: 'endAllSessions',
  method: 'DELETE',
  path: '/api/sessions',
  summary:
    'Ends all console sessions of one user or of all users, including the session that calls this. Within seconds their cookies are rejected everywhere.',
  consequential: true,
  access: ['admin', 'chat'],
  accessToAll: ['admin'],
  accessToApps: ['admin'],
  limit: 'manage',
  query: endSessionsQuery,
  responses: { 200: endedSessions },
  examples: endAllSessionsExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ userId }) => {
    const { length } = await endSessions({ userId: userId ?? null })
    const message = length === 1 ? '1 session has ended.' : `${length} sessions have ended.`
    return { status: 200, message, data: { ended: length } }
  },
})

/** Deletes sessions and makes every instance reject their cookies at once. */
export async function endSessions(which: { id?: string; userId: string | null }) {
  const ended = await deleteSessions(which)
  await revokeCredentials(
    ended.map(({ hash }) => hash),
    { state: 'unknown' },
  )
  for (const { id } of ended) log('info', 'session.ended', { sessionId: id })
  return ended
}
