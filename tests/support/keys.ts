import { type Answer, call } from '#tests/support/api'
import { newUser } from '#tests/support/names'

/** Creates a key over REST, and returns the data of `createKey`. */
export async function newKey(
  fields: Record<string, unknown> = {},
  baseUrl?: string,
): Promise<Answer['body']> {
  const answer = await call('POST', '/api/keys', { body: { name: 'A test', ...fields }, baseUrl })
  if (answer.status !== 201) throw new Error(`No key was created: ${answer.body.error}`)
  return answer.body.data
}

/** Creates a user and a key for only this user. */
export async function boundKey(
  fields: Record<string, unknown> = {},
  baseUrl?: string,
): Promise<{ userId: string; key: string; keyId: string }> {
  const userId = newUser()
  await call('POST', '/api/users', { body: { userId }, baseUrl })
  const { key, keyId } = await newKey({ userId, ...fields }, baseUrl)
  return { userId, key, keyId }
}
