import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { env } from '#lib/env'

/**
 * Derives 32 bytes for one purpose from API_SECRET_KEY (HKDF, RFC 5869), as hexadecimal digits. They are the same on every
 * instance and runtime, and differ between purposes. They all change with API_SECRET_KEY.
 */
export function derive(purpose: string): string {
  const [secret, salt, info] = [env().API_SECRET_KEY, 'gpts-api-server', purpose].map(utf8ToBytes)
  return bytesToHex(hkdf(sha256, secret!, salt, info, 32))
}

/** Shows if API_SECRET_KEY has changed since a grant was made. Its 32 bits do not reveal the key. */
export const ownerKeyFingerprint = (): string => derive('oauth owner').slice(0, 8)
