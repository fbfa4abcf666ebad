import { type Scope, scopes } from '#lib/auth/caller'

/** The two audiences. Each token is for one of them. */
export const audiences = ['api', 'mcp'] as const
export type Audience = (typeof audiences)[number]

/** The default scopes, which the metadata lists and a client without requested scopes gets. `admin` must be requested. */
export const isDefaultScope = (scope: Scope): boolean => scope !== 'admin'
export const defaultScopes = scopes.filter(isDefaultScope)

/** The resource identifier of an audience at one of this server's addresses (RFC 8707). */
export const resourceOf = (audience: Audience, publicUrl: string): string => `${publicUrl}/${audience}`

/**
 * Rewrites a resource to this server's spelling if it differs only in the case of its host, its default port or a trailing
 * slash.
 */
export function canonicalResource(resource: string, publicUrl: string): string {
  if (!URL.canParse(resource)) return resource
  const { href } = new URL(resource)
  const resources = audiences.map((audience) => resourceOf(audience, publicUrl))
  return resources.find((own) => href.replace(/\/+$/, '') === new URL(own).href) ?? resource
}

/** True if the URL is exactly the resource identifier of an audience at this address. */
export const isResource = (url: string, publicUrl: string): boolean =>
  audiences.some((audience) => resourceOf(audience, publicUrl) === url)

/** The protected resource metadata of an audience (RFC 9728). */
export function resourceMetadata(audience: Audience, publicUrl: string) {
  return {
    resource: resourceOf(audience, publicUrl),
    authorization_servers: [publicUrl],
    scopes_supported: defaultScopes,
    bearer_methods_supported: ['header'],
    resource_name: audience === 'mcp' ? 'GPTs API Server (MCP)' : 'GPTs API Server',
    resource_documentation: `${publicUrl}/docs`,
  }
}

/**
 * The value of WWW-Authenticate (RFC 6750, 3; RFC 9728, 5.1): the URL of the audience's metadata, the required scopes, and
 * the error of the given token.
 */
export function challenge(
  audience: Audience,
  publicUrl: string,
  error?: 'invalid_token' | 'insufficient_scope',
  needed: readonly Scope[] = defaultScopes,
): string {
  const metadata = `${publicUrl}/.well-known/oauth-protected-resource/${audience}`
  const parts = [`resource_metadata="${metadata}"`]
  if (needed.length > 0) parts.push(`scope="${needed.join(' ')}"`)
  if (error) parts.unshift(`error="${error}"`)
  return `Bearer ${parts.join(', ')}`
}
