import { lookup } from 'node:dns/promises'
import { env } from '#lib/env'
import { equalInConstantTime } from '#lib/hash'
import { postSigned } from '#lib/http-client/post-signed'
import { isObject, parseJson } from '#lib/json'
import { withoutKv } from '#lib/kv/unavailable'
import { takeFromQuota } from '#lib/limiter'
import { tunables } from '#lib/tunables'

/** Why a receiver did not confirm, in the categories of the draft. They repeat nothing of its answer. */
export type CallbackError =
  | 'connection_refused'
  | 'timeout'
  | 'tls_error'
  | 'http_4xx'
  | 'http_5xx'
  | 'challenge_failed'

/**
 * Asks the receiver at a URL to confirm a subscription: it has to send back the challenge of a signed call (MCP Events,
 * Endpoint verification). Returns undefined once it has.
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
  // The headers came, and the body did not end in time.
  if (result.body === undefined) return 'timeout'
  return isEcho(result.body, challenge) ? undefined : 'challenge_failed'
}

function isEcho(body: string, challenge: string): boolean {
  const answer = parseJson(body)
  const echo = isObject(answer) ? answer.challenge : undefined
  return typeof echo === 'string' && equalInConstantTime(echo, challenge)
}

/**
 * Takes one verification from what a principal has for a host, and from what all principals have together: an hour's quota
 * each. False when either is used up. Without KV it is true.
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

/** An address that must not be called looks like one where no server answers. */
function faultOf(code: string): CallbackError {
  if (code === 'timeout' || code === 'ETIMEDOUT') return 'timeout'
  return tlsCode.test(code) ? 'tls_error' : 'connection_refused'
}
