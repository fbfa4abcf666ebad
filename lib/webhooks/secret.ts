import { seal, unseal } from '#lib/auth/seal'

const purpose = 'webhook endpoint secrets'
const secretBytes = 32

/** A new secret as Standard Webhooks has them: `whsec_` and random bytes in base64. */
export const newWebhookSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(secretBytes))))}`

/** The secret of an endpoint as the database keeps it. */
export const sealSecret = (endpointId: string, secret: string): Promise<string> =>
  seal(purpose, endpointId, secret)

/** Those of an endpoint's sealed secrets that still open: none where API_SECRET_KEY has changed since. */
export async function openSecrets(endpointId: string, sealed: string[]): Promise<string[]> {
  const opened = await Promise.all(sealed.map((each) => unseal(purpose, endpointId, each)))
  return opened.filter((secret) => secret !== undefined)
}
