import { lookup as resolve } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env'
import { addressProblem, isPublic } from '#lib/http-client/address'
import { checkedLookup, send } from '#lib/http-client/send'
import { isObject, parseJson } from '#lib/json'
import { type ClientDocument, normalizeClient } from '#lib/oauth/clients'
import { tunables } from '#lib/tunables'

/**
 * Gets the document that describes a client. Goes to public addresses alone, as webhooks do, follows no redirect, and
 * takes only so much time and so many bytes. Throws when it cannot be had.
 */
export async function fetchDocument(url: string | URL | Request): Promise<Response> {
  const address = new URL(url instanceof Request ? url.url : url)
  const { WEBHOOK_ALLOW_PRIVATE: allowPrivate } = env()
  const refused = addressProblem(address.href, allowPrivate)
  if (refused) throw new TypeError(refused)
  const lookup = checkedLookup(resolve, (found) => allowPrivate || isPublic(found))
  const signal = AbortSignal.timeout(tunables.oauthFetchTimeoutMs)
  const request = { method: 'GET', headers: { accept: 'application/json' }, lookup, signal }
  const answer = await send(address.href, request)
  const body = await readAll(answer)
  const status = answer.statusCode!
  const headers = new Headers({ 'content-type': answer.headers['content-type'] ?? '' })
  for (const name of ['cache-control', 'expires'] as const)
    if (answer.headers[name]) headers.set(name, answer.headers[name])
  return new Response(status === 200 ? asClient(address.href, body) : null, {
    status: status >= 200 ? status : 502,
    headers,
  })
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > tunables.oauthFetchBytesMax) throw new Error('The document is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A client's metadata is brought into the form that a registration is; anything else is left as it is. */
function asClient(url: string, body: string): string {
  const document = parseJson(body)
  if (!isObject(document) || document.client_id !== url) return body
  return JSON.stringify(normalizeClient(withoutKeys(document)))
}

/**
 * A client that would rather sign its requests, but lists `none` among what it can do, is a public one: the server
 * fetches no keys. ChatGPT's document is such a one (OpenID Connect Relying Party Metadata Choices 1.0).
 */
function withoutKeys(document: ClientDocument): ClientDocument {
  const { token_endpoint_auth_method: preferred, token_endpoint_auth_methods_supported: able } = document
  const canDoWithout = preferred === 'private_key_jwt' && Array.isArray(able) && able.includes('none')
  return canDoWithout ? { ...document, token_endpoint_auth_method: 'none' } : document
}
