import { env } from '#lib/env'

/**
 * Whether OIDC_ALLOWED lets this user in: it lists users as the claim names them, or whole domains of e-mail addresses
 * as `@example.com`. Letters' case makes no difference.
 */
export function isAllowed(userId: string): boolean {
  const { OIDC_ALLOWED: allowed = [], OIDC_USER_CLAIM: claim } = env()
  const user = userId.toLowerCase()
  const domain = claim === 'email' ? /@[^@]+$/.exec(user)?.[0] : undefined
  return allowed.includes(user) || (domain !== undefined && allowed.includes(domain))
}
