import { Webhook } from 'standardwebhooks'

/**
 * The headers that let a receiver verify a webhook, by https://www.standardwebhooks.com. Each secret gives a signature
 * of its own, so that receivers may still hold an older one. `at` is the time of the attempt: they refuse old ones.
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
