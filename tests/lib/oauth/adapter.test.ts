import { beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '#lib/hash'
import { adapterOf } from '#lib/oauth/adapter'
import { expireSignIns } from '#lib/oauth/expire'
import { createGrant } from '#lib/oauth/grants-store'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

const issuer = 'https://api.example'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

const newText = () => crypto.randomUUID()
const rows = async (query: string, values: unknown[] = []) =>
  (await services.database.query(query, values)).rows

async function newGrant(userId: string | null = null) {
  const grant = {
    clientId: 'client',
    clientHash: 'none',
    keyId: null,
    ownerKeyFingerprint: null,
    scopes: ['read'] as const,
    resource: 'r',
  }
  const id = `grant_${newText()}`
  await createGrant({ ...grant, id, userId })
  await adapterOf('Grant', issuer).upsert(id, { accountId: 'owner', clientId: 'client' }, 60)
  return id
}

describe.each(['AuthorizationCode', 'AccessToken', 'RefreshToken', 'Session', 'Interaction'])(
  'a stored %s',
  (model) => {
    const adapter = adapterOf(model, issuer)

    it('is found by its id, of which the database has only a hash', async () => {
      const id = newText()
      const payload = {
        jti: id,
        kind: model,
        exp: 2_000_000_000,
        session: { uid: 'u', cookie: 'the-cookie' },
      }
      await adapter.upsert(id, payload, 60)
      expect(await adapter.find(id)).toMatchObject({ jti: id, kind: model, exp: 2_000_000_000 })
      expect(await adapter.find(newText())).toBeUndefined()
      const stored = await rows(`select r::text from oauth_records r where model = $1`, [model])
      expect(JSON.stringify(stored)).not.toContain(id)
      if (model === 'Interaction') expect(JSON.stringify(stored)).not.toContain('the-cookie')
    })

    it('is replaced by storing it again, and not found when destroyed or expired', async () => {
      const [id, short] = [newText(), newText()]
      await adapter.upsert(id, { kind: model, scope: 'a' }, 60)
      await adapter.upsert(id, { kind: model, scope: 'b' }, 60)
      expect(await adapter.find(id)).toMatchObject({ scope: 'b' })
      await adapter.destroy(id)
      await adapter.destroy(id)
      expect(await adapter.find(id)).toBeUndefined()
      await adapter.upsert(short, { kind: model }, -1)
      expect(await adapter.find(short)).toBeUndefined()
    })
  },
)

describe('an authorization code', () => {
  it('records when it was used, and rejects the second of two uses at once', async () => {
    const adapter = adapterOf('AuthorizationCode', issuer)
    const id = newText()
    await adapter.upsert(id, { kind: 'AuthorizationCode' }, 60)
    expect(await adapter.find(id)).not.toHaveProperty('consumed')
    const uses = await Promise.allSettled([adapter.consume(id), adapter.consume(id)])
    expect(uses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await adapter.find(id)).toMatchObject({ consumed: expect.any(Number) })
  })
})

it.each(['AccessToken', 'RefreshToken'])(
  'a %s cannot be stored when its grant has just ended: the client gets invalid_grant',
  async (model) => {
    const grantId = await newGrant()
    await adapterOf('Grant', issuer).destroy(grantId)
    const stored = adapterOf(model, issuer).upsert(newText(), { kind: model, grantId }, 60)
    await expect(stored).rejects.toMatchObject({ error: 'invalid_grant', statusCode: 400 })
  },
)

describe('a session', () => {
  it('is also found by its uid', async () => {
    const [id, uid] = [newText(), newText()]
    await adapterOf('Session', issuer).upsert(id, { jti: id, uid, kind: 'Session' }, 60)
    const found = await adapterOf('Session', issuer).findByUid(uid)
    expect(found).toMatchObject({ uid })
    expect(found).not.toHaveProperty('jti')
  })
})

describe('a record of one issuer', () => {
  const other = 'https://other.example'
  const both = (model: string) => [issuer, other].map((each) => adapterOf(model, each))
  const found = async (model: string, id: string) =>
    Promise.all(both(model).map(async (adapter) => (await adapter.find(id)) !== undefined))

  it.each(['AuthorizationCode', 'AccessToken', 'RefreshToken', 'Session', 'Interaction'])(
    'is not found by another issuer: %s',
    async (model) => {
      const [id, uid] = [newText(), newText()]
      await adapterOf(model, other).upsert(id, { jti: id, uid, kind: model }, 60)
      expect(await found(model, id)).toEqual([false, true])
      expect(await adapterOf(model, other).find(id)).not.toHaveProperty('issuer')
      const byUid = await Promise.all(both(model).map((adapter) => adapter.findByUid(uid)))
      expect(byUid).toEqual([undefined, expect.objectContaining({ uid })])
    },
  )

  it('is found by both if it is a client', async () => {
    const id = newText()
    await adapterOf('Client', other).upsert(id, { client_id: id })
    expect(await found('Client', id)).toEqual([true, true])
  })

  it.each([
    ['RefreshToken', { resource: `${other}/mcp` }],
    ['AuthorizationCode', { resource: [`${other}/api`] }],
    ['Interaction', { params: { resource: `${other}/mcp` } }],
  ])('is found by its resource if it was stored without the issuer: %s', async (model, payload) => {
    const id = newText()
    await adapterOf(model, other).upsert(id, { ...payload, kind: model }, 60)
    await services.database.query(
      `update oauth_records set payload = payload - 'issuer' where model = $1 and id_hash = $2`,
      [model, sha256Hex(id)],
    )
    expect(await found(model, id)).toEqual([false, true])
  })
})

describe('a client', () => {
  it('is stored with the hash of its secret, and expires after 30 days without a grant', async () => {
    const id = newText()
    await adapterOf('Client', issuer).upsert(id, { client_id: id, client_secret: 'the-secret' })
    const found = await adapterOf('Client', issuer).find(id)
    expect(found?.client_secret).toMatch(/^[0-9a-f]{64}$/)
    const [{ days }] = await rows(
      `select extract(day from expires_at - now())::int as days from oauth_records where payload ->> 'client_id' = $1`,
      [id],
    )
    expect(days).toBe(29)
  })
})

describe('a grant', () => {
  it('is deleted with all its tokens and codes', async () => {
    const grantId = await newGrant(newUser())
    expect(await adapterOf('Grant', issuer).find(grantId)).toMatchObject({ accountId: 'owner' })
    const ids = ['AccessToken', 'RefreshToken', 'AuthorizationCode'].map(
      (model) => [model, newText()] as const,
    )
    for (const [model, id] of ids) await adapterOf(model, issuer).upsert(id, { kind: model, grantId }, 60)
    await adapterOf('RefreshToken', issuer).revokeByGrantId(grantId)
    const left = async () =>
      Promise.all(ids.map(async ([model, id]) => (await adapterOf(model, issuer).find(id)) !== undefined))
    expect(await left()).toEqual([true, false, true])
    await adapterOf('Grant', issuer).destroy(grantId)
    expect(await left()).toEqual([false, false, false])
    expect(await adapterOf('Grant', issuer).find(grantId)).toBeUndefined()
  })

  it('can be created only by the consent page', async () => {
    await expect(adapterOf('Grant', issuer).upsert(newText(), { accountId: 'owner' }, 60)).rejects.toThrow(
      /consent page/,
    )
  })
})

describe('an expired record or grant', () => {
  it('is deleted, and no other is', async () => {
    await services.database.query('delete from oauth_grants')
    await services.database.query('delete from oauth_records')
    const [kept, gone] = [await newGrant(), await newGrant()]
    await services.database.query(
      `update oauth_grants set expires_at = now() - interval '1 second' where id = $1`,
      [gone],
    )
    await adapterOf('AccessToken', issuer).upsert(newText(), { kind: 'AccessToken', grantId: kept }, 60)
    await adapterOf('AccessToken', issuer).upsert(newText(), { kind: 'AccessToken', grantId: kept }, -60)
    await adapterOf('AccessToken', issuer).upsert(newText(), { kind: 'AccessToken', grantId: gone }, 60)
    expect(await expireSignIns()).toBe(2)
    expect(await expireSignIns()).toBe(0)
    expect(await rows('select id from oauth_grants')).toEqual([{ id: kept }])
    expect(await rows('select grant_id from oauth_records')).toEqual([{ grant_id: kept }])
  })
})
