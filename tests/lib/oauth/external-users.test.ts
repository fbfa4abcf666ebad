import { describe, expect, inject, it, vi } from 'vitest'

/** `isExternalUserAllowed` of a server whose provider gives the user id in this claim. */
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

describe('OIDC_ALLOWED', () => {
  it.each(['sub', 'preferred_username'])('matches the claim %s exactly', async (claim) => {
    const isExternalUserAllowed = await openTo('aB3x, Ada@example.com, @team.example', claim)
    for (const userId of ['aB3x', 'Ada@example.com'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, true])
    for (const userId of ['ab3x', 'AB3X', 'ada@example.com', 'grace@team.example'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, false])
  })

  it('does not match a character that only becomes the same in lower case', async () => {
    const isExternalUserAllowed = await openTo('kim@example.com, @kit.example', 'email')
    expect(
      ['KIM@example.com', '\u212aim@example.com', 'a@\u212ait.example'].map(isExternalUserAllowed),
    ).toEqual([true, false, false])
  })

  it('matches an email and a domain in any case', async () => {
    const isExternalUserAllowed = await openTo('Ada@example.com, @Team.example', 'email')
    for (const userId of ['ada@example.com', 'ADA@Example.com', 'grace@team.example', 'Grace@TEAM.example'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, true])
    for (const userId of ['bob@example.com', 'team.example', 'grace@sub.team.example'])
      expect([userId, isExternalUserAllowed(userId)]).toEqual([userId, false])
  })
})
