import { userId as userIdField } from '#lib/api/fields'
import type { Caller } from '#lib/auth/caller'
import { isObject } from '#lib/json'
import { wrongParameter } from '#lib/openai-api/errors'

/** The header with the user id that Open WebUI forwards. */
const userHeader = 'x-openwebui-user-id'

/**
 * Returns the user of a request. The user that the API key is bound to comes first, then the user that the request
 * names, then a common user for all other requests of this key. Throws ApiError for an invalid user id.
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
