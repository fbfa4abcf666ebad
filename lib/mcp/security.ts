import { accessOf } from '#lib/api/authorize'
import type { Operation } from '#lib/api/operation'
import { type Caller, type Scope, scopeToRequest } from '#lib/auth/caller'
import { challenge } from '#lib/auth/challenge'

/** The authentication of a tool, in the terms of OpenAI's Apps SDK: none, or OAuth with these scopes. */
export type SecurityScheme = { type: 'noauth' } | { type: 'oauth2'; scopes: Scope[] }

/**
 * Returns the authentication that an operation requires (developers.openai.com/apps-sdk/build/auth). If several scopes
 * would do, it names the scope that the caller has, or would ask for. Empty if only API_SECRET_KEY may call the operation.
 */
export function securitySchemes(operation: Operation, caller: Caller): SecurityScheme[] {
  const access = accessOf(operation, caller)
  if (access === 'anyone') return [{ type: 'noauth' }]
  if (access === 'owner') return []
  const held = access.find((scope) => caller.scopes.includes(scope))
  return [{ type: 'oauth2', scopes: [held ?? scopeToRequest(caller, access) ?? access[0]] }]
}

/** The member of an error result's `_meta` that makes ChatGPT ask the person to sign in again. */
const challengeMember = 'mcp/www_authenticate'

/**
 * The `_meta` of a call result when the client needs another scope: the same challenge as in the header of a rejected
 * request.
 */
export const challengeMeta = (value: string) => ({ [challengeMember]: [value] })

/**
 * Returns the challenge for the scope that a client must ask the person for; undefined if no obtainable scope would help.
 * Clients of 2025 request exactly the scopes in it, so it includes those that the token has.
 */
export function scopeChallenge(
  operation: Operation,
  caller: Caller,
  publicUrl: string,
): { missing: Scope; value: string } | undefined {
  const missing = scopeToRequest(caller, accessOf(operation, caller))
  if (!missing) return undefined
  return { missing, value: challenge('mcp', publicUrl, 'insufficient_scope', [...caller.scopes, missing]) }
}
