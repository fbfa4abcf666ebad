import { createHash, createHmac } from 'node:crypto'

/** The signature of a call: HMAC over the canonical JSON and the time. The secret is the key's text without its prefix. */
export function sign(signingKey: string, body: string, seconds = Math.floor(Date.now() / 1000)): string {
  const signed = body ? canonical(JSON.parse(body)) : ''
  const mac = createHmac('sha256', withoutPrefix(signingKey)).update(signed + seconds)
  return `t=${seconds}&s=${mac.digest('hex')}`
}

const prefix = /^signkey-\w+-/
const withoutPrefix = (key: string) => key.replace(prefix, '')

/** An app's credential: the prefix, then the digest of the key's bytes. */
export function hashed(signingKey: string): string {
  const digest = createHash('sha256')
    .update(Buffer.from(withoutPrefix(signingKey), 'hex'))
    .digest('hex')
  return (prefix.exec(signingKey)?.[0] ?? '') + digest
}

/** JSON with sorted members (RFC 8785). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
