import { asciiLowerCase } from '#lib/ascii'
import { env } from '#lib/env'

/**
 * True if OIDC_ALLOWED lists this user, as the claim names users. Only for the claim `email`, letter case does not matter
 * and `@example.com` allows all addresses of a domain.
 */
export function isExternalUserAllowed(userId: string): boolean {
  const { OIDC_ALLOWED: allowed = [], OIDC_USER_CLAIM: claim } = env()
  if (claim !== 'email') return allowed.includes(userId)
  const user = asciiLowerCase(userId)
  const domain = /@[^@]+$/.exec(user)?.[0]
  return allowed.map(asciiLowerCase).some((name) => name === user || name === domain)
}
