import { bytesToHex } from '@noble/hashes/utils.js'
import { env } from '#lib/env'
import { hkdf } from '#lib/hash'

/** Tells whether API_SECRET_KEY is still the one of a grant: 32 bits, of which nobody finds the key. */
export async function ownerMark(): Promise<string> {
  return bytesToHex((await hkdf(env().API_SECRET_KEY, 'oauth owner')).slice(0, 4))
}
