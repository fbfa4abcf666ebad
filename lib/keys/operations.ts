import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { revokeCredentials } from '#lib/auth/credentials'
import { newSecret } from '#lib/auth/secret'
import { sha256Hex } from '#lib/hash'
import { newId } from '#lib/ids'
import { createKeyExamples, listKeysExamples, revokeKeyExamples } from '#lib/keys/examples'
import {
  createdKey,
  createKeyBody,
  endOf,
  keyList,
  keyParams,
  keyView,
  listKeysQuery,
} from '#lib/keys/schema'
import { apiKeys, findKeys, insertKey, keyKey, revokeRow } from '#lib/keys/store'
import { findKeyUsage, unused } from '#lib/keys/usage-store'
import { log } from '#lib/log'

/** `POST /api/keys` */
export const createKey = operation({
  id: 'createKey',
  method: 'POST',
  path: '/api/keys',
  summary:
    'Creates an API key for a GPT, a client or a script, with its own scopes, optionally bound to one user. Only this answer shows the key. Only API_SECRET_KEY may create keys.',
  consequential: true,
  access: 'owner',
  limit: 'write',
  body: createKeyBody,
  responses: { 201: createdKey },
  errors: ['not_found'],
  examples: createKeyExamples,
  hints: { destructive: false, idempotent: false, openWorld: false },
  gpt: false,
  run: async (input) => {
    const { name, scopes, userId = null, requestsPerHour = null, models = null } = input
    const key = newSecret(apiKeys.prefix)
    const prefix = key.slice(0, shownCharacters)
    const [id, hash, expiresAt] = [newId('key'), sha256Hex(key), endOf(input)]
    const limits = { expiresAt, requestsPerHour, models }
    const stored = await insertKey({ id, hash, prefix, name, scopes, userId, ...limits })
    if (!stored)
      throw new ApiError('not_found', `There is no user ${userId}. Add the user first, with createUser.`)
    log('info', 'key.created', { keyId: id })
    return { status: 201, message: 'Keep the key: it is not shown again.', data: { ...stored, key } }
  },
})

/** The length of the stored prefix: enough to recognise the key, and far too short to guess the rest. */
const shownCharacters = 10

/** `GET /api/keys` */
export const listKeys = operation({
  id: 'listKeys',
  method: 'GET',
  path: '/api/keys',
  summary:
    "Lists the API keys, newest first, with their scopes, user, state, last use, this month's usage and the budgets of the user. It never returns the keys themselves.",
  consequential: false,
  access: 'owner',
  limit: 'read',
  query: listKeysQuery,
  responses: { 200: keyList },
  examples: listKeysExamples,
  gpt: false,
  run: async ({ userId, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, keyKey)
    const found = await findKeys(userId, place)
    const used = await findKeyUsage(found.items.map(({ keyId }) => keyId))
    const items = found.items.map((key) => ({ ...key, ...(used.get(key.keyId) ?? unused) }))
    return listReply({ name: 'keys' }, { ...found, items }, place, sizeLimit)
  },
})

/** `DELETE /api/keys/{id}` */
export const revokeKey = operation({
  id: 'revokeKey',
  method: 'DELETE',
  path: '/api/keys/{id}',
  summary:
    'Revokes an API key permanently. Within seconds it is rejected everywhere. A key that is already revoked stays unchanged. Its usage is kept.',
  consequential: true,
  access: 'owner',
  limit: 'manage',
  params: keyParams,
  responses: { 200: keyView },
  errors: ['not_found'],
  examples: revokeKeyExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id }) => {
    const revoked = await revokeRow(id)
    if (!revoked) throw new ApiError('not_found', `There is no key ${id}.`)
    const { hashes, key } = revoked
    await revokeCredentials(hashes, { state: 'revoked', at: key.revokedAt! })
    log('info', 'key.revoked', { keyId: id })
    return { status: 200, message: 'The key is revoked.', data: key }
  },
})
