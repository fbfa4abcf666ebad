import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The SHA-256 of a text: at once, where Web Crypto would go by way of another thread. */
export const sha256 = (text: string): Uint8Array => digest(new TextEncoder().encode(text))

/** The SHA-256 of a text, as 64 hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(text))

/** Compares digests, so that the time taken tells nothing about where two texts differ, nor their lengths. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [x, y] = [a, b].map(sha256)
  let difference = 0
  for (let i = 0; i < x!.length; i++) difference |= x![i]! ^ y![i]!
  return difference === 0
}
