import { asciiLowerCase } from '#lib/ascii'
import { env } from '#lib/env'

/**
 * Whether OIDC_ALLOWED lets this user in: it lists users as the claim names them. Only where that is `email` does the
 * case of letters make no difference, and `@example.com` stands for all addresses of a domain.
 */
export function isAllowed(userId: string): boolean {
  const { OIDC_ALLOWED: allowed = [], OIDC_USER_CLAIM: claim } = env()
  if (claim !== 'email') return allowed.includes(userId)
  const user = asciiLowerCase(userId)
  const domain = /@[^@]+$/.exec(user)?.[0]
  return allowed.map(asciiLowerCase).some((name) => name === user || name === domain)
}
