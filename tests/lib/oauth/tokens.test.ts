import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type Services, useServices } from '#tests/support/lib-services'

const issuer = 'https://api.example'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

/** The modules of another instance with this API_SECRET_KEY. */
async function instanceWith(apiKey: string) {
  vi.resetModules()
  process.env.API_SECRET_KEY = apiKey
  const [
    { accessTokens },
    { createGrant, findGrantPayload, putGrantPayload },
    { ownerKeyFingerprint },
    { adapterOf },
  ] = await Promise.all([
    import('#lib/oauth/tokens'),
    import('#lib/oauth/grants-store'),
    import('#lib/auth/derive'),
    import('#lib/oauth/adapter'),
  ])
  return { accessTokens, createGrant, findGrantPayload, putGrantPayload, ownerKeyFingerprint, adapterOf }
}

describe('a grant of the owner', () => {
  it('ends when API_SECRET_KEY changes, and other grants do not', async () => {
    const { sha256Hex } = await import('#lib/hash')
    const before = await instanceWith('the-secret-before-0123')
    const grant = { clientId: 'c', clientHash: 'none', keyId: null, userId: null, scopes: ['chat'] as const }
    const given = async (ownerKeyFingerprint: string | null) => {
      const id = `grant_${crypto.randomUUID()}`
      await before.createGrant({ ...grant, id, ownerKeyFingerprint, resource: 'r' })
      await before.putGrantPayload(id, { accountId: 'owner' })
      const token = { kind: 'AccessToken', grantId: id, scope: 'chat read', aud: 'r' }
      await before.adapterOf('AccessToken', issuer).upsert(`token of ${id}`, token, 60)
      return id
    }
    const [owners, others] = [await given(before.ownerKeyFingerprint()), await given(null)]
    const states = async ({ accessTokens, findGrantPayload }: typeof before) =>
      Promise.all(
        [owners, others].map(async (id) => [
          (await accessTokens.find(sha256Hex(`token of ${id}`))).state,
          (await findGrantPayload(id)) !== undefined,
        ]),
      )
    expect(await states(before)).toEqual([
      ['valid', true],
      ['valid', true],
    ])
    expect(await states(await instanceWith('the-secret-after-01234'))).toEqual([
      ['unknown', false],
      ['valid', true],
    ])
    const marks = await services.database.query(
      'select owner_mark from oauth_grants where owner_mark is not null',
    )
    expect(marks.rows).toEqual([{ owner_mark: expect.stringMatching(/^[0-9a-f]{8}$/) }])
  })
})

it('a token has the limits of the key that granted it', async () => {
  const { sha256Hex } = await import('#lib/hash')
  const { issue } = await import('#tests/lib/keys/support')
  const { keyId } = await issue({ requestsPerHour: 7, models: ['small', 'open-*'] })
  const { accessTokens, createGrant, putGrantPayload, adapterOf } =
    await instanceWith('the-secret-before-0123')
  const id = `grant_${crypto.randomUUID()}`
  const grant = { clientId: 'c', clientHash: 'none', userId: null, scopes: ['chat'] as const, resource: 'r' }
  await createGrant({ ...grant, id, keyId, ownerKeyFingerprint: null })
  await putGrantPayload(id, { accountId: 'owner' })
  const token = { kind: 'AccessToken', grantId: id, scope: 'chat', aud: 'r' }
  await adapterOf('AccessToken', issuer).upsert(`token of ${id}`, token, 60)
  expect(await accessTokens.find(sha256Hex(`token of ${id}`))).toMatchObject({
    state: 'valid',
    caller: { kind: 'token', keyId, requestsPerHour: 7, models: ['small', 'open-*'] },
  })
})
