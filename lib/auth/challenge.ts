import { type Scope, scopes } from '#lib/auth/caller'

/** The two audiences that a token may be for: each token is for one of them. */
export const audiences = ['api', 'mcp'] as const
export type Audience = (typeof audiences)[number]

/** The scopes that a client is told of and gets when it names none; `admin` has to be asked for by name. */
export const isUsual = (scope: Scope): boolean => scope !== 'admin'
export const usualScopes = scopes.filter(isUsual)

/** The identifier of an audience at one of this server's addresses (RFC 8707), which is the audience of its tokens. */
export const resourceOf = (audience: Audience, publicUrl: string): string => `${publicUrl}/${audience}`

/**
 * A resource in the spelling of this address when it names an audience there in another: by the case of its host, its port, a
 * slash at the end.
 */
export function canonicalResource(resource: string, publicUrl: string): string {
  if (!URL.canParse(resource)) return resource
  const { href } = new URL(resource)
  const resources = audiences.map((audience) => resourceOf(audience, publicUrl))
  return resources.find((own) => href.replace(/\/+$/, '') === new URL(own).href) ?? resource
}

/** Only what names one of the audiences exactly is a resource at this address. */
export const isResource = (url: string, publicUrl: string): boolean =>
  audiences.some((audience) => resourceOf(audience, publicUrl) === url)

/** What a client learns of an audience before it has a token (RFC 9728). */
export function resourceMetadata(audience: Audience, publicUrl: string) {
  return {
    resource: resourceOf(audience, publicUrl),
    authorization_servers: [publicUrl],
    scopes_supported: usualScopes,
    bearer_methods_supported: ['header'],
    resource_name: audience === 'mcp' ? 'GPTs API Server (MCP)' : 'GPTs API Server',
    resource_documentation: `${publicUrl}/docs`,
  }
}

/**
 * The value of WWW-Authenticate (RFC 6750, 3; RFC 9728, 5.1): where to learn how to get a token for the audience, which
 * scopes it needs, and what was wrong with the one that was given.
 */
export function challenge(
  audience: Audience,
  publicUrl: string,
  error?: 'invalid_token' | 'insufficient_scope',
  needed: readonly Scope[] = usualScopes,
): string {
  const metadata = `${publicUrl}/.well-known/oauth-protected-resource/${audience}`
  const parts = [`resource_metadata="${metadata}"`]
  if (needed.length > 0) parts.push(`scope="${needed.join(' ')}"`)
  if (error) parts.unshift(`error="${error}"`)
  return `Bearer ${parts.join(', ')}`
}
