import { lookup } from 'node:dns/promises'
import { env } from '#lib/env'
import { equalInConstantTime } from '#lib/hash'
import { postSigned } from '#lib/http-client/post-signed'
import { isObject, parseJson } from '#lib/json'
import { withoutKv } from '#lib/kv/unavailable'
import { takeFromQuota } from '#lib/limiter'
import { tunables } from '#lib/tunables'

/** The reason why a receiver did not confirm, as a code of the draft. It contains nothing from the receiver's response. */
export type CallbackError =
  | 'connection_refused'
  | 'timeout'
  | 'tls_error'
  | 'http_4xx'
  | 'http_5xx'
  | 'challenge_failed'

/**
 * Asks the receiver at a URL to confirm a subscription: it must return the challenge of a signed call (MCP Events, Endpoint
 * verification). Returns undefined if it did.
 */
export async function verifyReceiver(
  subscriptionId: string,
  url: string,
  secret: string,
): Promise<CallbackError | undefined> {
  const challenge = crypto.randomUUID()
  const body = JSON.stringify({ type: 'verification', challenge })
  const result = await postSigned(
    url,
    {
      id: `msg_verification_${crypto.randomUUID()}`,
      at: new Date(),
      body,
      secrets: [secret],
      headers: { 'x-mcp-subscription-id': subscriptionId },
    },
    { resolve: lookup, allowPrivate: env().WEBHOOK_ALLOW_PRIVATE },
  )
  if (result.error !== undefined) return faultOf(result.error)
  if (result.statusCode >= 500) return 'http_5xx'
  if (result.statusCode >= 400) return 'http_4xx'
  if (result.statusCode >= 300) return 'challenge_failed'
  // The headers arrived, but the body was not complete in time.
  if (result.body === undefined) return 'timeout'
  return isEcho(result.body, challenge) ? undefined : 'challenge_failed'
}

function isEcho(body: string, challenge: string): boolean {
  const answer = parseJson(body)
  const echo = isObject(answer) ? answer.challenge : undefined
  return typeof echo === 'string' && equalInConstantTime(echo, challenge)
}

/**
 * Counts one verification against the hourly quotas of a host: that of this principal, and that of all principals. False
 * if either is used up. True without KV.
 */
export async function takeVerification(principal: string, url: string): Promise<boolean> {
  const { hostname } = new URL(url)
  const { subscriptionVerificationsPerHour: own, subscriptionVerificationsPerHourMax: all } = tunables
  const quota = (name: string, most: number) => ({ name, most, seconds: 3_600 })
  const taken = await Promise.all([
    takeFromQuota(quota('verification', own), `${principal} ${hostname}`),
    takeFromQuota(quota('verification-host', all), hostname),
  ]).catch(withoutKv('verification'))
  return taken?.every(({ success }) => success) ?? true
}

const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO/

/** A denied address gets the same code as an address without a server, so callers cannot tell them apart. */
function faultOf(code: string): CallbackError {
  if (code === 'timeout' || code === 'ETIMEDOUT') return 'timeout'
  return tlsCode.test(code) ? 'tls_error' : 'connection_refused'
}
