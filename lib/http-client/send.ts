import type { LookupAddress, LookupOptions } from 'node:dns'
import { type IncomingMessage, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { retryAfterSeconds } from '#lib/retry-after'
import { tunables } from '#lib/tunables'

/** The result of one call: the receiver's response, or an error code. */
export type CallResult =
  | { statusCode: number; retryAfterSeconds?: number; body?: string; error?: undefined }
  | { statusCode?: undefined; error: string }

/** Finds every address of a name, like `lookup` of node:dns/promises. */
export type Resolve = (hostname: string, options: LookupOptions & { all: true }) => Promise<LookupAddress[]>

class DeniedAddress extends Error {
  override name = 'DeniedAddress'
  readonly code = 'refused_address'
}

/**
 * Returns the lookup function of one connection. It fails if any address of the name is not allowed. The connection uses
 * the checked addresses themselves, which prevents DNS rebinding.
 */
export function checkedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  const check = async (hostname: string, options: LookupOptions) => {
    const found = await resolve(hostname, { ...options, all: true })
    if (found.length === 0 || !found.every(({ address }) => isAllowed(address)))
      throw new DeniedAddress('The host name has an address that this server must not call.')
    return found
  }
  return (hostname, options, callback) =>
    void check(hostname, options).then(
      (found) => (options.all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family)),
      (error) => callback(error, []),
    )
}

/**
 * Sends one POST on its own connection, within `webhookTimeoutMs` in total, and returns the response or an error code.
 * Follows no redirect, and reads only the beginning of the response body. The caller must check an IP address in the URL,
 * because it needs no lookup.
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

/** Sends a request on its own connection, with its own lookup. The caller reads the response body. */
export function send(url: string, options: Sent, body = ''): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = url.startsWith('https:') ? requestByHttps : requestByHttp
  // A shared agent could reuse a connection that another lookup opened.
  const sent = request(url, { ...options, agent: false })
  sent.on('response', resolve).on('error', reject)
  sent.on('close', () => reject(new Error('The connection was closed.')))
  sent.end(body)
  return promise
}

/** Reads a body to its end, or to `webhookResponseBytesMax`; then the connection is closed. */
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
