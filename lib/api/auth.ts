import { type Caller, owner } from '#lib/api/caller'
import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'

/** Checks `Authorization: Bearer` or `x-api-key` against API_SECRET_KEY. Throws `unauthorized`. */
export async function authenticate(headers: Headers): Promise<Caller> {
  const given = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? headers.get('x-api-key')
  if (given && (await equalInConstantTime(given, env().API_SECRET_KEY))) return owner
  throw new ApiError(
    'unauthorized',
    given
      ? 'The API key is wrong.'
      : 'An API key is needed: send it as "Authorization: Bearer <key>" or as "x-api-key: <key>".',
    { headers: { 'www-authenticate': 'Bearer' } },
  )
}

/** Compares digests, so that the time taken tells nothing about where two texts differ, nor their lengths. */
export async function equalInConstantTime(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([a, b].map(digest))
  let difference = 0
  for (let i = 0; i < x!.length; i++) difference |= x![i]! ^ y![i]!
  return difference === 0
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
