import type { LookupAddress, LookupOptions } from 'node:dns'
import { type IncomingMessage, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { retryAfterSeconds } from '#lib/retry-after'
import { tunables } from '#lib/tunables'

/** What came of one call: the receiver's answer, or the code of the reason why there was none. */
export type CallResult =
  | { statusCode: number; retryAfterSeconds?: number; body?: string; error?: undefined }
  | { statusCode?: undefined; error: string }

/** Finds every address of a name, as `lookup` of node:dns/promises does. */
export type Resolve = (hostname: string, options: LookupOptions & { all: true }) => Promise<LookupAddress[]>

class RefusedAddress extends Error {
  override name = 'RefusedAddress'
  readonly code = 'refused_address'
}

/**
 * The lookup of one connection: it fails when any address of the name is not allowed. The connection goes to the very
 * addresses that were checked, so a name that changes its mind gains nothing.
 */
export function checkedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  const check = async (hostname: string, options: LookupOptions) => {
    const found = await resolve(hostname, { ...options, all: true })
    if (found.length === 0 || !found.every(({ address }) => isAllowed(address)))
      throw new RefusedAddress('The name has an address that must not be called.')
    return found
  }
  return (hostname, options, callback) =>
    void check(hostname, options).then(
      (found) => (options.all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family)),
      (error) => callback(error, []),
    )
}

/**
 * Sends one POST on a connection of its own, within `webhookTimeoutMs` in all, and returns what the receiver answered
 * or why it did not. Follows no redirect, and reads no more than a little of the answer's body. An address in the URL
 * itself is for the caller to check: a connection to one looks nothing up.
 */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  lookup: LookupFunction,
): Promise<CallResult> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), tunables.webhookTimeoutMs)
  try {
    const response = await send(url, { method: 'POST', headers, lookup, signal: abort.signal }, body)
    // The status is the answer: a body that breaks off changes nothing.
    const beginning = await readBeginning(response).catch(() => undefined)
    const retryAfter = response.headers['retry-after']
    return {
      statusCode: response.statusCode!,
      ...(beginning !== undefined && { body: beginning }),
      retryAfterSeconds: retryAfterSeconds(new Headers(retryAfter ? { 'retry-after': retryAfter } : {})),
    }
  } catch (error) {
    return { error: abort.signal.aborted ? 'timeout' : codeOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

type Sent = { method: string; headers: Record<string, string>; lookup: LookupFunction; signal: AbortSignal }

/** Sends a request on a connection of its own, to where its own lookup leads. The answer's body is still to be read. */
export function send(url: string, options: Sent, body = ''): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = url.startsWith('https:') ? requestByHttps : requestByHttp
  // Without an agent of its own it could get a connection that was opened under another lookup.
  const sent = request(url, { ...options, agent: false })
  sent.on('response', resolve).on('error', reject)
  sent.on('close', () => reject(new Error('The connection was closed.')))
  sent.end(body)
  return promise
}

/** Reads a body to its end, or until it is longer than anybody wants to know; then the connection is closed. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    bytes += chunk.byteLength
    if (bytes > tunables.webhookResponseBytesMax) break
  }
  return Buffer.concat(chunks).toString()
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unreachable'
}
