import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Returns the SHA-256 of a text. It is synchronous: Web Crypto would use another thread. */
export const sha256 = (text: string): Uint8Array => digest(new TextEncoder().encode(text))

/** Returns the SHA-256 of a text as 64 hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(text))

/** Compares the digests of two texts, so timing does not reveal their lengths or where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [x, y] = [a, b].map(sha256)
  let difference = 0
  for (let i = 0; i < x!.length; i++) difference |= x![i]! ^ y![i]!
  return difference === 0
}
