import { ApiError, noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import type { Session } from '#lib/jobs/session'
import { readActivity } from '#lib/users/activity'
import { removeUser } from '#lib/users/delete'
import { deleteInBatches, readDeletion } from '#lib/users/deletion'
import {
  createUserExamples,
  deleteUserExamples,
  exportUserExamples,
  getDeletionExamples,
  getUserExamples,
  searchUsersExamples,
  updateUserExamples,
} from '#lib/users/examples'
import { exportStream } from '#lib/users/export'
import { countRows } from '#lib/users/export-store'
import {
  createUserBody,
  deletedUser,
  deletionParams,
  deletionView,
  exportSummary,
  exportUserQuery,
  getUserQuery,
  searchUsersQuery,
  updateUserBody,
  userList,
  userParams,
  userView,
  userWithActivity,
} from '#lib/users/schema'
import { findSession, findUser, insertUser, searchUserRows, updateUserRow, userKeys } from '#lib/users/store'

/** `POST /api/users` */
export const createUser = operation({
  id: 'createUser',
  method: 'POST',
  path: '/api/users',
  summary:
    'Adds a user with a name and an e-mail address. Not needed before sendMessage, which adds unknown users.',
  consequential: false,
  access: ['chat'],
  limit: 'write',
  body: createUserBody,
  responses: { 201: userView },
  errors: ['not_found', 'conflict'],
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
    'Returns a user with the last answer in the newest conversation and the usage of today and this month.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  query: getUserQuery,
  responses: { 200: userWithActivity },
  errors: ['not_found'],
  examples: getUserExamples,
  run: async ({ userId }) => {
    const [found, { session, today, month }] = await Promise.all([findUser(userId), readActivity(userId)])
    if (!found) throw noUser(userId)
    const current = await currentSession(found, session)
    const data = { ...found.user, session: current, today, month }
    return { status: 200, message: 'The user was found.', data }
  },
})

/** `PATCH /api/users/{id}` */
export const updateUser = operation({
  id: 'updateUser',
  method: 'PATCH',
  path: '/api/users/{id}',
  summary:
    "Changes a user's name or e-mail address. A field that is left out stays unchanged; null removes the value.",
  consequential: false,
  access: ['chat'],
  userField: 'id',
  limit: 'manage',
  params: userParams,
  body: updateUserBody,
  responses: { 200: userView },
  errors: ['not_found'],
  examples: updateUserExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id: userId, ...changes }) => {
    const user = await updateUserRow(userId, changes)
    if (!user) throw noUser(userId)
    return { status: 200, message: 'The user was changed.', data: user }
  },
})

/** `GET /api/search/users` */
export const searchUsers = operation({
  id: 'searchUsers',
  method: 'GET',
  path: '/api/search/users',
  summary:
    'Lists users, newest first or by their last message, each with the time of the last request and the usage of this month. query finds users whose userId, name or e-mail address contains all its words.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: searchUsersQuery,
  responses: { 200: userList },
  examples: searchUsersExamples,
  gpt: false,
  run: async ({ query, order, ...page }, { userId: ownId }, sizeLimit) => {
    const place = pagePositionOf(page, userKeys[order])
    const found = await searchUserRows({ query: query ?? null, ownId, order }, place)
    return listReply({ name: 'users' }, found, place, sizeLimit)
  },
})

/** `GET /api/users/{id}/export` */
export const exportUser = operation({
  id: 'exportUser',
  method: 'GET',
  path: '/api/users/{id}/export',
  summary:
    'Exports all stored data of a user as NDJSON: one object a line, with its type. The last line has the type end and counts the others. If it has the type error or is missing, the export is not complete. MCP and format=json get only the counts.',
  consequential: false,
  access: ['read'],
  userField: 'id',
  limit: 'read',
  params: userParams,
  query: exportUserQuery,
  responses: { 200: exportSummary },
  text: 'application/x-ndjson',
  errors: ['not_found'],
  examples: exportUserExamples,
  gpt: false,
  run: async ({ id: userId, format }) => {
    const found = await countRows(userId)
    if (!found) throw noUser(userId)
    const total = Object.values(found.counts).reduce((sum, count) => sum + count, 0)
    const message = `${total} rows of the user.`
    const data = { userId, counts: found.counts, total }
    if (format === 'json') return { status: 200, message, data }
    return {
      status: 200,
      message,
      data,
      headers: { 'content-disposition': 'attachment; filename="user.ndjson"' },
      text: { contentType: 'application/x-ndjson', body: exportStream(found.id) },
    }
  },
})

/** `DELETE /api/users/{id}` */
export const deleteUser = operation({
  id: 'deleteUser',
  method: 'DELETE',
  path: '/api/users/{id}',
  summary:
    'Deletes a user with all conversations, messages and jobs, permanently. Open jobs are abandoned. Usage totals stay without the user. A user with much data loses access at once and is deleted in batches: status 202.',
  consequential: true,
  access: ['admin'],
  userField: 'id',
  limit: 'manage',
  params: userParams,
  responses: { 200: deletedUser, 202: deletionView },
  responseHeaders: { 202: ['location'] },
  errors: ['not_found'],
  examples: deleteUserExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id: userId }) => {
    const deletion = await deleteInBatches(userId)
    if (deletion && deletion !== 'small') {
      const headers = { location: `/api/deletions/${deletion.deletionId}` }
      return { status: 202, message: 'The user is being deleted.', data: deletion, headers }
    }
    const found = deletion && (await removeUser(userId))
    if (!found) throw noUser(userId)
    const { conversations, messages, jobs, webhookDeliveries, budgets, apiKeys, signIns, anonymised } = found
    const deleted = { conversations, messages, jobs, webhookDeliveries, budgets, apiKeys, signIns }
    return { status: 200, message: 'The user was deleted.', data: { userId, deleted, anonymised } }
  },
})

/** `GET /api/deletions/{id}` */
export const getDeletion = operation({
  id: 'getDeletion',
  method: 'GET',
  path: '/api/deletions/{id}',
  summary: 'Returns the progress of a deletion in batches, until 30 days after its end.',
  consequential: false,
  access: ['admin'],
  limit: 'read',
  params: deletionParams,
  responses: { 200: deletionView },
  errors: ['not_found'],
  examples: getDeletionExamples,
  gpt: false,
  run: async ({ id }) => {
    const deletion = await readDeletion(id)
    if (!deletion) throw new ApiError('not_found', 'This deletion does not exist.')
    const message = deletion.status === 'completed' ? 'The user was deleted.' : 'The user is being deleted.'
    return { status: 200, message, data: deletion }
  },
})

/** Returns the cached session if its version is current; otherwise reads the session from the database. */
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
