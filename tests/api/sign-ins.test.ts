import { describe, expect, it } from 'vitest'
import { call } from '#tests/support/api'
import { newKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'
import { oauthError, personalKey, refresh, tokensFor } from '#tests/support/oauth'
import { secrets } from '#tests/support/secrets'

const list = async (query: string) => (await call('GET', `/api/sign-ins?${query}&total=true`)).body.data
const end = (id: string, key?: string) => call('DELETE', `/api/sign-ins/${id}`, { key })
const whoami = (token: string) => call('GET', '/api/users', { key: token })

describe('GET /api/sign-ins', () => {
  it('lists the sign-ins of a user, newest first, page by page, without codes and tokens', async () => {
    const { key, userId } = await personalKey()
    const first = await tokensFor(key, { scope: 'read' })
    const second = await tokensFor(key)
    const page = await list(`userId=${userId}&limit=1`)
    expect(page).toEqual({
      signIns: [
        {
          signInId: expect.stringMatching(/^grant_[0-9a-f]{32}$/),
          clientId: second.registered.client.client_id,
          clientName: 'A test client',
          userId,
          scopes: ['chat', 'read'],
          state: 'active',
          signedInAt: expect.any(String),
          lastTokenAt: expect.any(String),
          expiresAt: expect.any(String),
        },
      ],
      total: 2,
      limit: 1,
      offset: 0,
      nextOffset: 1,
      nextCursor: expect.any(String),
    })
    const all = await list(`userId=${userId}`)
    expect(all.signIns[1]).toMatchObject({ clientId: first.registered.client.client_id, scopes: ['read'] })
    for (const { tokens, received } of [first, second])
      for (const secret of [tokens.access_token, tokens.refresh_token!, received.searchParams.get('code')!])
        expect(JSON.stringify(all)).not.toContain(secret)
    const { signInId } = all.signIns[0]
    expect((await whoami(signInId)).status).toBe(401)
    expect(await oauthError(refresh(second.registered, signInId))).toBe('invalid_grant')
    expect(await list(`userId=${newUser()}`)).toMatchObject({ total: 0, signIns: [] })
  })

  it('shows a refresh, which extends the sign-in', async () => {
    const { key, userId } = await personalKey()
    const { registered, tokens } = await tokensFor(key)
    const before = (await list(`userId=${userId}`)).signIns[0]
    await refresh(registered, tokens.refresh_token!)
    const { total, signIns } = await list(`userId=${userId}`)
    expect([total, signIns[0].signInId]).toEqual([1, before.signInId])
    for (const name of ['lastTokenAt', 'expiresAt'])
      expect(Date.parse(signIns[0][name])).toBeGreaterThan(Date.parse(before[name]))
  })

  it('names no user when a client acts for all users', async () => {
    const { registered } = await tokensFor(secrets.apiKey, {}, { whom: 'everybody' })
    const { signIns } = await list('limit=100')
    const clientId = registered.client.client_id
    expect(signIns.find((signIn: { clientId: string }) => signIn.clientId === clientId)).toMatchObject({
      userId: null,
      clientName: 'A test client',
    })
  })

  it('is only for the scope admin, and so is ending a sign-in', async () => {
    const { key, userId } = await personalKey(['chat', 'read', 'usage'])
    await tokensFor(key)
    const { signInId } = (await list(`userId=${userId}`)).signIns[0]
    const { key: unbound } = await newKey({ scopes: ['chat', 'read', 'usage'] })
    for (const refused of [key, unbound]) {
      expect((await call('GET', '/api/sign-ins', { key: refused })).status).toBe(403)
      expect((await end(signInId, refused)).status).toBe(403)
    }
    const { key: admin } = await newKey({ scopes: ['admin'] })
    expect(
      (await call('GET', `/api/sign-ins?userId=${userId}&total=true`, { key: admin })).body.data.total,
    ).toBe(1)
    expect((await end(signInId, admin)).status).toBe(200)
  })
})

describe('DELETE /api/sign-ins/{id}', () => {
  it("makes the server refuse the tokens at the next request, and keeps the user's other sign-ins", async () => {
    const { key, userId } = await personalKey()
    const other = await tokensFor(key)
    const { registered, tokens } = await tokensFor(key)
    for (const { access_token } of [tokens, other.tokens])
      expect((await whoami(access_token)).status).toBe(200)
    const [{ signInId, clientId }] = (await list(`userId=${userId}`)).signIns
    const ended = await end(signInId)
    expect([ended.status, ended.body.data]).toEqual([200, { signInId, clientId, userId }])
    expect((await whoami(tokens.access_token)).body.error).toMatch(/^The access token was revoked at /)
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
    expect((await whoami(other.tokens.access_token)).status).toBe(200)
    expect(await list(`userId=${userId}`)).toMatchObject({ total: 1 })
    expect(await end(signInId)).toMatchObject({
      status: 404,
      body: { error: `There is no sign-in ${signInId}.` },
    })
  })

  it('refuses an invalid sign-in id', async () => {
    expect(await end('grant_1')).toMatchObject({ status: 400, body: { errors: [{ path: 'id' }] } })
  })
})
