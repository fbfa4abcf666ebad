import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { derive } from '#lib/auth/derive'

/** DER of an Ed25519 private key up to the key itself (RFC 8410, 7). */
const ed25519Prefix = '302e020100300506032b657004220420'

/** The signing key that the provider insists on, though opaque tokens need none. */
export function signingKey(): JsonWebKey {
  const der = Buffer.from(ed25519Prefix + derive('oauth signing key'), 'hex')
  const jwk = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  return { ...jwk, use: 'sig', alg: 'Ed25519' }
}
