import { type Scope, scopes } from '#lib/auth/caller'
import { env } from '#lib/env'

/** The two doors that a token may be for: each token is for one of them. */
export const doors = ['api', 'mcp'] as const
export type Door = (typeof doors)[number]

/** The scopes that a client is told of and gets when it names none; `admin` has to be asked for by name. */
export const isUsual = (scope: Scope): boolean => scope !== 'admin'
export const usualScopes = scopes.filter(isUsual)

/** The identifier of a door (RFC 8707), which is the audience of its tokens. */
export const resourceOf = (door: Door): string => `${env().PUBLIC_URL}/${door}`

/** A resource in this server's spelling when it names a door in another: by the case of its host, its port, a slash at the end. */
export function canonicalResource(resource: string): string {
  if (!URL.canParse(resource)) return resource
  const { href } = new URL(resource)
  return doors.map(resourceOf).find((own) => href.replace(/\/+$/, '') === new URL(own).href) ?? resource
}

/** Only what names one of the doors exactly is a resource of this server. */
export const isResource = (url: string): boolean => doors.some((door) => resourceOf(door) === url)

/** What a client learns of a door before it has a token (RFC 9728). */
export function resourceMetadata(door: Door) {
  return {
    resource: resourceOf(door),
    authorization_servers: [env().PUBLIC_URL],
    scopes_supported: usualScopes,
    bearer_methods_supported: ['header'],
    resource_name: door === 'mcp' ? 'GPTs API Server (MCP)' : 'GPTs API Server',
    resource_documentation: `${env().PUBLIC_URL}/docs`,
  }
}

/**
 * The value of WWW-Authenticate (RFC 6750, 3; RFC 9728, 5.1): where to learn how to get a token for the door, which
 * scopes it needs, and what was wrong with the one that was given.
 */
export function challenge(
  door: Door,
  error?: 'invalid_token' | 'insufficient_scope',
  needed: readonly Scope[] = usualScopes,
): string {
  const metadata = `${env().PUBLIC_URL}/.well-known/oauth-protected-resource/${door}`
  const parts = [`resource_metadata="${metadata}"`]
  if (needed.length > 0) parts.push(`scope="${needed.join(' ')}"`)
  if (error) parts.unshift(`error="${error}"`)
  return `Bearer ${parts.join(', ')}`
}
