/** The SHA-256 of a text. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

/** 32 bytes derived from a secret for one purpose (HKDF, RFC 5869). */
export async function hkdf(secret: string, purpose: string): Promise<Uint8Array> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveBits'])
  const options = { name: 'HKDF', hash: 'SHA-256', salt: bytes('gpts-api-server'), info: bytes(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(options, key, 256))
}

/** The SHA-256 of a text, as 64 hexadecimal digits. */
export async function sha256Hex(text: string): Promise<string> {
  return toHex(await sha256(text))
}

/** Bytes as hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
