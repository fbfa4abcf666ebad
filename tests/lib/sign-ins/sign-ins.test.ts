import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { lookUpCredential } from '#lib/auth/credentials'
import { sha256Hex } from '#lib/hash'
import { newId } from '#lib/ids'
import { adapterOf } from '#lib/oauth/adapter'
import { createGrant, type NewGrant } from '#lib/oauth/grants-store'
import { accessTokens } from '#lib/oauth/tokens'
import { endSignIn } from '#lib/sign-ins/operations'
import { findSignIns } from '#lib/sign-ins/store'
import { issue } from '#tests/lib/keys/support'
import { type Services, useServices } from '#tests/support/lib-services'
import { page } from '#tests/support/paging'

const issuer = 'https://api.example'

Object.assign(process.env, {
  OIDC_ISSUER: 'https://id.example/realm/',
  OIDC_CLIENT_ID: 'client',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_ALLOWED: 'ada@example.com',
})

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
beforeEach(async () => {
  await services.database.query('delete from oauth_grants')
})

/** A grant of this account with an access token and a refresh token. */
async function signIn(accountId: string, grant: Partial<NewGrant> = {}) {
  const id = newId('grant')
  const clientId = grant.clientId ?? 'https://client.example/client.json'
  await createGrant({
    ...{ clientHash: sha256Hex(clientId), keyId: null, ownerKeyFingerprint: null, userId: null },
    ...{ scopes: ['read'], resource: 'r', ...grant, id, clientId },
  })
  await adapterOf('Grant', issuer).upsert(id, { accountId, clientId }, 60)
  const token = (crypto.randomUUID() + crypto.randomUUID()).slice(0, 43)
  const payload = { grantId: id, scope: 'read', aud: 'r' }
  await adapterOf('AccessToken', issuer).upsert(token, { ...payload, kind: 'AccessToken' }, 3_600)
  await adapterOf('RefreshToken', issuer).upsert(
    `refresh ${id}`,
    { ...payload, kind: 'RefreshToken' },
    86_400,
  )
  return { id, token }
}

const listed = async () => (await findSignIns(undefined, page(10))).items
const idsListed = async () => (await listed()).map(({ signInId }) => signInId)
const stateOf = async (token: string) => (await lookUpCredential(accessTokens, token)).state

describe('the list of sign-ins', () => {
  it('shows the registered name of a client, and only the URL of a client with a document', async () => {
    await adapterOf('Client', issuer).upsert('c1', { client_id: 'c1', client_name: 'n'.repeat(300) })
    await signIn('owner')
    await signIn('owner', { clientId: 'c1' })
    expect((await listed()).map(({ clientId, clientName }) => [clientId, clientName])).toEqual([
      ['c1', 'n'.repeat(200)],
      ['https://client.example/client.json', null],
    ])
  })

  it('shows when the client last got a token, and when its last token expires', async () => {
    const { id } = await signIn('owner')
    await services.database.query(
      `update oauth_records set created_at = case model when 'AccessToken' then '2026-01-02Z' else '2026-01-01Z' end::timestamptz,
                                expires_at = case model when 'AccessToken' then now() + interval '1 hour' else '2999-01-01Z' end
       where grant_id = $1`,
      [id],
    )
    await services.database.query(`update oauth_grants set expires_at = '2998-01-01Z' where id = $1`, [id])
    expect(await listed()).toMatchObject([
      { lastTokenAt: '2026-01-02T00:00:00.000Z', expiresAt: '2998-01-01T00:00:00.000Z' },
    ])
    await adapterOf('RefreshToken', issuer).consume(`refresh ${id}`)
    const [withAccess] = await listed()
    expect(Date.parse(withAccess!.expiresAt)).toBeLessThan(Date.parse('2998-01-01Z'))
  })

  it('omits sign-ins without a valid token, with a revoked key, or that have expired', async () => {
    const { keyId } = await issue()
    const [kept, ofKey, late, empty] = [
      await signIn('owner'),
      await signIn(`key:${keyId}`, { keyId }),
      await signIn('owner'),
      await signIn('owner'),
    ]
    await signIn('owner', { ownerKeyFingerprint: '00000000' })
    expect(new Set(await idsListed())).toEqual(new Set([kept, ofKey, late, empty].map(({ id }) => id)))
    const query = (text: string, id: string) => services.database.query(text, [id])
    await query('update api_keys set revoked_at = now() where id = $1', keyId)
    await query('update oauth_grants set expires_at = now() where id = $1', late.id)
    await query('update oauth_records set expires_at = now() where grant_id = $1', empty.id)
    expect(await idsListed()).toEqual([kept.id])
  })
})

describe('an external user that OIDC_ALLOWED does not allow', () => {
  it('is listed as barred, and the token of their client is rejected', async () => {
    const inside = await signIn('outside:ada@example.com')
    const barred = await signIn('outside:eve@example.com')
    expect((await listed()).map(({ signInId, state }) => [signInId, state])).toEqual([
      [barred.id, 'barred'],
      [inside.id, 'active'],
    ])
    expect([await stateOf(inside.token), await stateOf(barred.token)]).toEqual(['valid', 'unknown'])
  })
})

describe('an ended sign-in', () => {
  it('has its token rejected at once although KV had it cached, and no other token', async () => {
    const [ended, other] = [await signIn('owner'), await signIn('owner')]
    for (const { token } of [ended, other]) expect(await stateOf(token)).toBe('valid')
    await endSignIn.run({ id: ended.id }, owner)
    expect([await stateOf(ended.token), await stateOf(other.token)]).toEqual(['revoked', 'valid'])
    expect(await idsListed()).toEqual([other.id])
    await expect(endSignIn.run({ id: ended.id }, owner)).rejects.toThrow(/no sign-in/)
  })
})
