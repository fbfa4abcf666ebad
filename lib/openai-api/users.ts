import { userId as userIdField } from '#lib/api/fields'
import type { Caller } from '#lib/auth/caller'
import { isObject } from '#lib/json'
import { wrongParameter } from '#lib/openai-api/errors'

/** The header in which Open WebUI forwards who asks. */
const userHeader = 'x-openwebui-user-id'

/**
 * Whose request it is: the user to whom the key is bound, whatever the request says; else whom it names; else one user
 * for all requests of this key that name none. Throws ApiError for a name that no user can have.
 */
export function userOf(caller: Caller, body: unknown, headers: Headers): string {
  if (caller.userId !== null) return caller.userId
  const named = isObject(body) ? body : {}
  const candidates = [
    ['safety_identifier', named.safety_identifier],
    ['user', named.user],
    [userHeader, headers.get(userHeader)],
  ] as const
  const [param, given] =
    candidates.find(([, value]) => value !== undefined && value !== null && value !== '') ?? []
  if (param === undefined) return `openai-api:${caller.keyId ?? caller.kind}`
  const parsed = userIdField.safeParse(given)
  if (parsed.success) return parsed.data
  throw wrongParameter(param, `${param}: ${parsed.error.issues[0]!.message}`)
}
