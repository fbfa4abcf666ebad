import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { log } from '#lib/log'
import { deleteGrant } from '#lib/oauth/grants-store'
import { revokeTokens } from '#lib/oauth/tokens'
import { endSignInExamples, listSignInsExamples } from '#lib/sign-ins/examples'
import { endedSignIn, listSignInsQuery, signInList, signInParams } from '#lib/sign-ins/schema'
import { findSignIns, signInKey } from '#lib/sign-ins/store'

/** `GET /api/sign-ins` */
export const listSignIns = operation({
  id: 'listSignIns',
  method: 'GET',
  path: '/api/sign-ins',
  summary:
    'Lists the sign-ins of apps (OAuth clients), newest first, with their client, user, scopes, last token and expiry. End one with endSignIn.',
  consequential: false,
  access: ['admin'],
  limit: 'read',
  query: listSignInsQuery,
  responses: { 200: signInList },
  examples: listSignInsExamples,
  gpt: false,
  run: async ({ userId, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, signInKey)
    const found = await findSignIns(userId, place)
    return listReply({ name: 'signIns', called: 'sign-ins' }, found, place, sizeLimit)
  },
})

/** `DELETE /api/sign-ins/{id}` */
export const endSignIn = operation({
  id: 'endSignIn',
  method: 'DELETE',
  path: '/api/sign-ins/{id}',
  summary:
    "Ends a sign-in permanently. Within seconds the client's tokens are rejected everywhere, and the client must ask the person again. The data that it created is kept.",
  consequential: true,
  access: ['admin'],
  limit: 'manage',
  params: signInParams,
  responses: { 200: endedSignIn },
  errors: ['not_found'],
  examples: endSignInExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id }, caller) => {
    const ended = await deleteGrant(id, caller.userId)
    if (!ended) throw new ApiError('not_found', `There is no sign-in ${id}.`)
    await revokeTokens(ended.hashes)
    log('info', 'sign_in.ended', { signInId: id })
    const { clientId, userId } = ended
    return { status: 200, message: 'The sign-in has ended.', data: { signInId: id, clientId, userId } }
  },
})
