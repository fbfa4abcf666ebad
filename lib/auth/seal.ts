import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { derive } from '#lib/auth/derive'

const cipher = 'AES-GCM'
const ivBytes = 12

/**
 * Encrypts a text for one purpose with a key derived from API_SECRET_KEY (AES-256-GCM), as base64. `rowId` is the row that
 * stores it: the text cannot be decrypted for another row.
 */
export async function seal(purpose: string, rowId: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const key = await keyFor(purpose, 'encrypt')
  const sealed = await crypto.subtle.encrypt(parameters(iv, rowId), key, bytesOf(text))
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)))
}

/** Decrypts a sealed text; undefined if API_SECRET_KEY has changed, or the text was sealed for another row. */
async function unseal(purpose: string, rowId: string, sealed: string): Promise<string | undefined> {
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0))
  const key = await keyFor(purpose, 'decrypt')
  const opened = await crypto.subtle
    .decrypt(parameters(bytes.slice(0, ivBytes), rowId), key, bytes.slice(ivBytes))
    .catch(() => undefined)
  return opened && new TextDecoder().decode(opened)
}

/** Decrypts sealed texts of one row. Leaves out those that cannot be decrypted any more. */
export async function unsealAll(purpose: string, rowId: string, sealed: string[]): Promise<string[]> {
  const opened = await Promise.all(sealed.map((each) => unseal(purpose, rowId, each)))
  return opened.filter((text) => text !== undefined)
}

const parameters = (iv: Uint8Array<ArrayBuffer>, rowId: string) => ({
  name: cipher,
  iv,
  additionalData: bytesOf(rowId),
})

const bytesOf = (text: string) => new Uint8Array(utf8ToBytes(text))

const keyFor = (purpose: string, use: 'encrypt' | 'decrypt') =>
  crypto.subtle.importKey('raw', new Uint8Array(hexToBytes(derive(purpose))), cipher, false, [use])
