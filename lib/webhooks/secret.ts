import { seal, unsealAll } from '#lib/auth/seal'

const purpose = 'webhook endpoint secrets'
const secretBytes = 32

/** Creates a secret in the format of Standard Webhooks: `whsec_` and random bytes in base64. */
export const newWebhookSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(secretBytes))))}`

/** Encrypts the secret of an endpoint for the database. */
export const sealSecret = (endpointId: string, secret: string): Promise<string> =>
  seal(purpose, endpointId, secret)

/** Decrypts an endpoint's secrets. Leaves out those that were sealed with another API_SECRET_KEY. */
export const unsealSecrets = (endpointId: string, sealed: string[]): Promise<string[]> =>
  unsealAll(purpose, endpointId, sealed)
