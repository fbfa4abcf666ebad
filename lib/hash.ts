import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The SHA-256 of a text: at once, where Web Crypto would go by way of another thread. */
export const sha256 = (text: string): Uint8Array => digest(new TextEncoder().encode(text))

/** The SHA-256 of a text, as 64 hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(text))
