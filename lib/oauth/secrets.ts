import { createPrivateKey, hkdfSync, type JsonWebKey } from 'node:crypto'
import { env } from '#lib/env'

/**
 * 32 bytes for one purpose, derived from API_SECRET_KEY (HKDF, RFC 5869): the same on every instance, and another for
 * each purpose. When API_SECRET_KEY changes, all of them do.
 */
export function derive(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', env().API_SECRET_KEY, 'gpts-api-server', purpose, 32))
}

/** DER of an Ed25519 private key up to the key itself (RFC 8410, 7). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The signing key that the provider insists on, though opaque tokens need none. */
export function signingKey(): JsonWebKey {
  const der = Buffer.concat([ed25519Prefix, derive('oauth signing key')])
  const jwk = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  return { ...jwk, use: 'sig', alg: 'Ed25519' }
}
