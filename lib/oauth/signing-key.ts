import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { derive } from '#lib/auth/derive'

/** The DER prefix of an Ed25519 private key (RFC 8410, 7). */
const ed25519Prefix = '302e020100300506032b657004220420'

/** The provider requires a signing key, although opaque tokens need none. */
export function signingKey(): JsonWebKey {
  const der = Buffer.from(ed25519Prefix + derive('oauth signing key'), 'hex')
  const jwk = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  return { ...jwk, use: 'sig', alg: 'Ed25519' }
}
