import { beforeAll, describe, expect, it } from 'vitest'
import { accountId, findAccount, scopesOf } from '#lib/oauth/accounts'
import { issue } from '#tests/lib/keys/support'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

process.env.OIDC_ISSUER = 'https://id.example/realm/'
process.env.OIDC_CLIENT_ID = 'client'
process.env.OIDC_CLIENT_SECRET = 'secret'
process.env.OIDC_ALLOWED = 'Ada@example.com, @Team.example'

let services: Awaited<ReturnType<typeof useServices>>
beforeAll(async () => {
  services = await useServices()
})

describe('an account', () => {
  it('gives the owner all scopes for all users, and all but admin for one user', async () => {
    expect(await findAccount('owner')).toEqual({ kind: 'owner' })
    expect(scopesOf({ kind: 'owner' }, null)).toEqual(['chat', 'read', 'usage', 'admin'])
    expect(scopesOf({ kind: 'owner' }, 'ada')).toEqual(['chat', 'read', 'usage'])
  })

  it('exists for a personal key as long as the key is valid', async () => {
    const userId = newUser()
    await services.database.query('insert into users (user_id) values ($1)', [userId])
    const { keyId } = await issue({ userId, scopes: ['read'] })
    const account = await findAccount(`key:${keyId}`)
    expect(account).toEqual({ kind: 'key', keyId, userId, scopes: ['read'] })
    expect(accountId(account!)).toBe(`key:${keyId}`)
    expect(scopesOf(account!, userId)).toEqual(['read'])
    await services.database.query('update api_keys set revoked_at = now() where id = $1', [keyId])
    expect(await findAccount(`key:${keyId}`)).toBeUndefined()
  })

  it('does not exist for a key without a user', async () => {
    const { keyId } = await issue()
    expect(await findAccount(`key:${keyId}`)).toBeUndefined()
  })

  it.each([
    ['ada@example.com', true],
    ['ADA@EXAMPLE.COM', true],
    ['grace@team.example', true],
    ['bob@example.com', false],
    ['x@evil-team.example', false],
    ['grace@team.example.evil.example', false],
  ])('exists for the external user %s: %s', async (userId, isThere) => {
    expect((await findAccount(`outside:${userId}`)) !== undefined).toBe(isThere)
  })

  it.each(['', 'nobody', 'key:', 'outside:'])('does not exist for the id %j', async (name) => {
    expect(await findAccount(name)).toBeUndefined()
  })
})
