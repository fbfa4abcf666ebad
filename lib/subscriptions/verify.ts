import { lookup } from 'node:dns/promises'
import { env } from '#lib/env'
import { equalInConstantTime } from '#lib/hash'
import { isPublic } from '#lib/http-client/address'
import { type CallResult, checkedLookup, post } from '#lib/http-client/send'
import { signedHeaders } from '#lib/http-client/sign'
import { isObject, parseJson } from '#lib/json'
import { take } from '#lib/limiter'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

/** The reason why a receiver did not confirm, in the categories of the draft. It reveals nothing of the response. */
export type CallbackFault =
  | 'connection_refused'
  | 'timeout'
  | 'tls_error'
  | 'http_4xx'
  | 'http_5xx'
  | 'challenge_failed'
  | 'rate_limited'

/**
 * Asks the receiver at a URL to confirm a subscription: it must send back the challenge of a signed call (MCP Events,
 * Endpoint verification). Returns undefined if it did.
 */
export async function verifyReceiver(
  subscriptionId: string,
  url: string,
  secret: string,
): Promise<CallbackFault | undefined> {
  if (!(await mayVerify(new URL(url).host))) return 'rate_limited'
  const challenge = crypto.randomUUID()
  const body = JSON.stringify({ type: 'verification', challenge })
  const headers = {
    ...signedHeaders(`msg_verification_${crypto.randomUUID()}`, new Date(), body, [secret]),
    'x-mcp-subscription-id': subscriptionId,
    'content-type': 'application/json',
    'user-agent': 'gpts-api-server',
  }
  const isAllowed = env().WEBHOOK_ALLOW_PRIVATE ? () => true : isPublic
  const result = await post(url, headers, body, checkedLookup(lookup, isAllowed))
  if (result.error !== undefined) return faultOf(result.error)
  return isConfirmed(result, challenge) ? undefined : faultOfStatus(result.statusCode)
}

/** Limits the verifications of a host over all callers, so that they cannot flood another site. */
async function mayVerify(host: string): Promise<boolean> {
  const quota = { name: 'verification', most: tunables.subscriptionVerificationsPerHourMax, seconds: 3_600 }
  try {
    return (await take(quota, host)).success
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'verification', ...errorFields(error) })
    return true
  }
}

function isConfirmed({ statusCode, body }: CallResult & { error?: undefined }, challenge: string): boolean {
  const answer = parseJson(body ?? '')
  const echo = isObject(answer) ? answer.challenge : undefined
  const isSuccess = statusCode >= 200 && statusCode <= 299
  return isSuccess && typeof echo === 'string' && equalInConstantTime(echo, challenge)
}

function faultOfStatus(statusCode: number): CallbackFault {
  if (statusCode >= 500) return 'http_5xx'
  return statusCode >= 400 ? 'http_4xx' : 'challenge_failed'
}

const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO/

/** A denied address gets the same reason as an address without a receiver. */
function faultOf(code: string): CallbackFault {
  if (code === 'timeout' || code === 'ETIMEDOUT') return 'timeout'
  return tlsCode.test(code) ? 'tls_error' : 'connection_refused'
}
