import { createHash, createHmac, randomUUID } from 'node:crypto'

const joseHeader = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')
const lifetimeSeconds = 300

/**
 * The `Upstash-Signature` of a delivery: an HS256 JWT bound to the destination URL and to the SHA-256 of the
 * body, valid for five minutes (https://upstash.com/docs/qstash/howto/signature).
 */
export function signDelivery(key: string, url: string, body: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: 'Upstash',
    sub: url,
    exp: now + lifetimeSeconds,
    nbf: now,
    iat: now,
    jti: `jwt_${randomUUID().replaceAll('-', '')}`,
    body: createHash('sha256').update(body).digest('base64url'),
  }
  const signed = `${joseHeader}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
