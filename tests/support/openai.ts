import OpenAI from 'openai'
import { inject } from 'vitest'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'

/**
 * Headers that name a user only for this file. All requests without a user share one user, whose rate limit a whole
 * test run would use up.
 */
export const ownUser = { 'x-openwebui-user-id': newUser() }

/** OpenAI's own client for the shared server, as that user. */
export const client = new OpenAI({
  baseURL: `${inject('appUrl')}/v1`,
  apiKey: secrets.apiKey,
  maxRetries: 0,
  defaultHeaders: ownUser,
})

/** Everything that a stream gives. */
export async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of stream) all.push(one)
  return all
}
