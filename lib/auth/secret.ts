import { sha256 } from '#lib/hash'

/** Letters that a double click marks as one word, and no address or shell has to quote. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomLength = 40
const checksumLength = 6

/**
 * A new secret such as `gpts_…`: 40 random letters, which are 238 bits, and a checksum of 6. The prefix lets scanners
 * of published code recognise it, and the checksum tells a mistyped one without a look into the database, as
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ recommends.
 */
export function newSecret(prefix: string): string {
  let text = prefix
  while (text.length < prefix.length + randomLength) {
    // The largest multiple of 62 in a byte: what lies above would favour the first letters.
    const [byte] = crypto.getRandomValues(new Uint8Array(1))
    if (byte! < 4 * alphabet.length) text += letterOf(byte!)
  }
  return text + checksumOf(text)
}

/** Whether a text has the prefix, the length and the checksum of such a secret. */
export function isSecret(prefix: string, text: string): boolean {
  if (!text.startsWith(prefix) || text.length !== prefix.length + randomLength + checksumLength) return false
  return text.endsWith(checksumOf(text.slice(0, -checksumLength)))
}

function checksumOf(text: string): string {
  return Array.from(sha256(text).subarray(0, checksumLength), letterOf).join('')
}

const letterOf = (byte: number) => alphabet[byte % alphabet.length]!
