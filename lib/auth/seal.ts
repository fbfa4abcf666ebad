import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { derive } from '#lib/auth/derive'

const cipher = 'AES-GCM'
const ivBytes = 12

/**
 * Encrypts a text for one purpose with a key that is derived from API_SECRET_KEY (AES-256-GCM), as base64. `of` is the id
 * of the row that keeps it: in another row it does not open.
 */
export async function seal(purpose: string, of: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const key = await keyFor(purpose, 'encrypt')
  const sealed = await crypto.subtle.encrypt(parameters(iv, of), key, bytesOf(text))
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)))
}

/** The text again; undefined when API_SECRET_KEY has changed since, or the sealed text is another row's. */
export async function unseal(purpose: string, of: string, sealed: string): Promise<string | undefined> {
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0))
  const key = await keyFor(purpose, 'decrypt')
  const opened = await crypto.subtle
    .decrypt(parameters(bytes.slice(0, ivBytes), of), key, bytes.slice(ivBytes))
    .catch(() => undefined)
  return opened && new TextDecoder().decode(opened)
}

const parameters = (iv: Uint8Array<ArrayBuffer>, of: string) => ({
  name: cipher,
  iv,
  additionalData: bytesOf(of),
})

const bytesOf = (text: string) => new Uint8Array(utf8ToBytes(text))

const keyFor = (purpose: string, use: 'encrypt' | 'decrypt') =>
  crypto.subtle.importKey('raw', new Uint8Array(hexToBytes(derive(purpose))), cipher, false, [use])
