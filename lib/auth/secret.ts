import { sha256 } from '#lib/hash'

/** A double click selects these characters as one word, and neither URLs nor shells quote them. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomLength = 40
const checksumLength = 6

/**
 * Creates a secret such as `gpts_…`: 40 random letters (238 bits) and a checksum of 6 letters. Secret scanners recognise
 * the prefix. The checksum detects a mistyped secret without a database query, as
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ recommends.
 */
export function newSecret(prefix: string): string {
  let text = prefix
  while (text.length < prefix.length + randomLength) {
    // 248 is the largest multiple of 62 in a byte. Higher values would favour the first letters.
    const [byte] = crypto.getRandomValues(new Uint8Array(1))
    if (byte! < 4 * alphabet.length) text += letterOf(byte!)
  }
  return text + checksumOf(text)
}

/** True if a text has the prefix, the length and the checksum of a secret. */
export function isSecret(prefix: string, text: string): boolean {
  if (!text.startsWith(prefix) || text.length !== prefix.length + randomLength + checksumLength) return false
  return text.endsWith(checksumOf(text.slice(0, -checksumLength)))
}

function checksumOf(text: string): string {
  return Array.from(sha256(text).subarray(0, checksumLength), letterOf).join('')
}

const letterOf = (byte: number) => alphabet[byte % alphabet.length]!
