import { Webhook } from 'standardwebhooks'

/**
 * Returns the headers by which a receiver verifies a webhook (https://www.standardwebhooks.com). Each secret makes one
 * signature, so receivers may still use an older secret. `at` is the time of the attempt: receivers reject old times.
 */
export function signedHeaders(
  deliveryId: string,
  at: Date,
  body: string,
  secrets: string[],
): Record<string, string> {
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(deliveryId, at, body)).join(' '),
  }
}
