import { env } from '#lib/env'
import { toHex } from '#lib/hash'

/**
 * 32 bytes for one purpose, as hexadecimal digits, derived from API_SECRET_KEY (HKDF, RFC 5869): the same on every
 * instance and runtime, and others for each purpose. When API_SECRET_KEY changes, all of them do.
 */
export async function derive(purpose: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes(env().API_SECRET_KEY), 'HKDF', false, ['deriveBits'])
  const options = { name: 'HKDF', hash: 'SHA-256', salt: bytes('gpts-api-server'), info: bytes(purpose) }
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(options, key, 256)))
}

/** Tells whether API_SECRET_KEY is still the one of a grant: 32 bits, of which nobody finds the key. */
export async function ownerMark(): Promise<string> {
  return (await derive('oauth owner')).slice(0, 8)
}
