import { describe, expect, inject, it, vi } from 'vitest'

/** `isExternalUserAllowed` of a server whose provider names people by this claim. */
async function openTo(allowed: string, claim: string) {
  Object.assign(process.env, inject('appVars'), {
    OIDC_ISSUER: 'https://id.example/',
    OIDC_CLIENT_ID: 'client',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_ALLOWED: allowed,
    OIDC_USER_CLAIM: claim,
  })
  vi.resetModules()
  return (await import('#lib/oauth/external-users')).isExternalUserAllowed
}

describe('a user whom OIDC_ALLOWED lists', () => {
  it.each(['sub', 'preferred_username'])('by the claim %s is named to the letter', async (claim) => {
    const isExternalUserAllowed = await openTo('aB3x, Ada@example.com, @team.example', claim)
    for (const userId of ['aB3x', 'Ada@example.com'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, true])
    for (const userId of ['ab3x', 'AB3X', 'ada@example.com', 'grace@team.example'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, false])
  })

  it('is nobody whose name only looks the same in small letters', async () => {
    const isExternalUserAllowed = await openTo('kim@example.com, @kit.example', 'email')
    expect(
      ['KIM@example.com', '\u212aim@example.com', 'a@\u212ait.example'].map(isExternalUserAllowed),
    ).toEqual([true, false, false])
  })

  it('by the claim email is the same in capitals and small letters, and so is a domain', async () => {
    const isExternalUserAllowed = await openTo('Ada@example.com, @Team.example', 'email')
    for (const userId of ['ada@example.com', 'ADA@Example.com', 'grace@team.example', 'Grace@TEAM.example'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, true])
    for (const userId of ['bob@example.com', 'team.example', 'grace@sub.team.example'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, false])
  })
})
