import { type Scope, scopes } from '#lib/auth/caller'

/** The two doors that a token may be for: each token is for one of them. */
export const doors = ['api', 'mcp'] as const
export type Door = (typeof doors)[number]

/** The scopes that a client is told of and gets when it names none; `admin` has to be asked for by name. */
export const isUsual = (scope: Scope): boolean => scope !== 'admin'
export const usualScopes = scopes.filter(isUsual)

/** The identifier of a door at one of this server's addresses (RFC 8707), which is the audience of its tokens. */
export const resourceOf = (door: Door, publicUrl: string): string => `${publicUrl}/${door}`

/**
 * A resource in the spelling of this address when it names a door there in another: by the case of its host, its port, a
 * slash at the end.
 */
export function canonicalResource(resource: string, publicUrl: string): string {
  if (!URL.canParse(resource)) return resource
  const { href } = new URL(resource)
  const resources = doors.map((door) => resourceOf(door, publicUrl))
  return resources.find((own) => href.replace(/\/+$/, '') === new URL(own).href) ?? resource
}

/** Only what names one of the doors exactly is a resource at this address. */
export const isResource = (url: string, publicUrl: string): boolean =>
  doors.some((door) => resourceOf(door, publicUrl) === url)

/** What a client learns of a door before it has a token (RFC 9728). */
export function resourceMetadata(door: Door, publicUrl: string) {
  return {
    resource: resourceOf(door, publicUrl),
    authorization_servers: [publicUrl],
    scopes_supported: usualScopes,
    bearer_methods_supported: ['header'],
    resource_name: door === 'mcp' ? 'GPTs API Server (MCP)' : 'GPTs API Server',
    resource_documentation: `${publicUrl}/docs`,
  }
}

/**
 * The value of WWW-Authenticate (RFC 6750, 3; RFC 9728, 5.1): where to learn how to get a token for the door, which
 * scopes it needs, and what was wrong with the one that was given.
 */
export function challenge(
  door: Door,
  publicUrl: string,
  error?: 'invalid_token' | 'insufficient_scope',
  needed: readonly Scope[] = usualScopes,
): string {
  const metadata = `${publicUrl}/.well-known/oauth-protected-resource/${door}`
  const parts = [`resource_metadata="${metadata}"`]
  if (needed.length > 0) parts.push(`scope="${needed.join(' ')}"`)
  if (error) parts.unshift(`error="${error}"`)
  return `Bearer ${parts.join(', ')}`
}
