import type { Operation } from '#lib/api/operation'
import { accessOf } from '#lib/api/permit'
import { type Caller, type Scope, scopeToAskFor } from '#lib/auth/caller'
import { challenge } from '#lib/auth/challenge'

/** How a client is let in to call a tool, as OpenAI's Apps SDK names it: without anybody, or with these scopes. */
export type SecurityScheme = { type: 'noauth' } | { type: 'oauth2'; scopes: Scope[] }

/**
 * How this caller's client is let in to call an operation (developers.openai.com/apps-sdk/build/auth). Where several
 * scopes would do, the one that it has is named, or that it would ask for. None for what only API_SECRET_KEY may call: no
 * sign-in leads there.
 */
export function securitySchemes(operation: Operation, caller: Caller): SecurityScheme[] {
  const access = accessOf(operation, caller)
  if (access === 'anyone') return [{ type: 'noauth' }]
  if (access === 'owner') return []
  const held = access.find((scope) => caller.scopes.includes(scope))
  return [{ type: 'oauth2', scopes: [held ?? scopeToAskFor(caller, access) ?? access[0]] }]
}

/** The member of an error result's `_meta` from which ChatGPT asks the person to sign in again. */
const challengeMember = 'mcp/www_authenticate'

/**
 * What a client reads in the result of a call for which it would have to ask the person for another scope: the same
 * challenge as in the header of a refused request.
 */
export const challengeMeta = (value: string) => ({ [challengeMember]: [value] })

/**
 * The challenge for the scope that a client has to ask the person for before it may call; undefined when that would be
 * of no use. Clients of 2025 ask for just what it names, so it names what the token has, too.
 */
export function scopeChallenge(
  operation: Operation,
  caller: Caller,
  publicUrl: string,
): { missing: Scope; value: string } | undefined {
  const missing = scopeToAskFor(caller, accessOf(operation, caller))
  if (!missing) return undefined
  return { missing, value: challenge('mcp', publicUrl, 'insufficient_scope', [...caller.scopes, missing]) }
}
