import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { env } from '#lib/env'

/**
 * 32 bytes for one purpose, as hexadecimal digits, derived from API_SECRET_KEY (HKDF, RFC 5869): the same on every
 * instance and runtime, and others for each purpose. When API_SECRET_KEY changes, all of them do.
 */
export function derive(purpose: string): string {
  const [secret, salt, info] = [env().API_SECRET_KEY, 'gpts-api-server', purpose].map(utf8ToBytes)
  return bytesToHex(hkdf(sha256, secret!, salt, info, 32))
}

/** Tells whether API_SECRET_KEY is still the one of a grant: 32 bits, of which nobody finds the key. */
export const ownerKeyFingerprint = (): string => derive('oauth owner').slice(0, 8)
