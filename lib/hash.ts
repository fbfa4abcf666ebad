import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The SHA-256 of a text: at once, where Web Crypto would go by way of another thread. */
export const sha256 = (text: string): Uint8Array => digest(new TextEncoder().encode(text))

/** 32 bytes derived from a secret for one purpose (HKDF, RFC 5869). */
export async function hkdf(secret: string, purpose: string): Promise<Uint8Array> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveBits'])
  const options = { name: 'HKDF', hash: 'SHA-256', salt: bytes('gpts-api-server'), info: bytes(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(options, key, 256))
}

/** The SHA-256 of a text, as 64 hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(text))
