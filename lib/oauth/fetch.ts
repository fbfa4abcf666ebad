import { lookup as resolve } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env'
import { addressProblem, isPublic } from '#lib/http-client/address'
import { checkedLookup, send } from '#lib/http-client/send'
import { isObject, parseJson } from '#lib/json'
import { type ClientDocument, normalizeClient } from '#lib/oauth/clients'
import { tunables } from '#lib/tunables'

/**
 * Fetches the metadata document of a client. Calls only public addresses, as webhooks do, follows no redirect, and limits
 * time and size. Throws if it cannot get the document.
 */
export async function fetchDocument(url: string | URL | Request): Promise<Response> {
  const address = new URL(url instanceof Request ? url.url : url)
  const { WEBHOOK_ALLOW_PRIVATE: allowPrivate } = env()
  const problem = addressProblem(address.href, allowPrivate)
  if (problem) throw new TypeError(problem)
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

/** Normalizes a client's metadata like a registration. Leaves any other document unchanged. */
function asClient(url: string, body: string): string {
  const document = parseJson(body)
  if (!isObject(document) || document.client_id !== url) return body
  return JSON.stringify(normalizeClient(withoutKeys(document)))
}

/**
 * A client that prefers signed requests but also supports `none` becomes a public client, because this server fetches no
 * keys. ChatGPT's document is an example (OpenID Connect Relying Party Metadata Choices 1.0).
 */
function withoutKeys(document: ClientDocument): ClientDocument {
  const { token_endpoint_auth_method: preferred, token_endpoint_auth_methods_supported: methods } = document
  const allowsNone = preferred === 'private_key_jwt' && Array.isArray(methods) && methods.includes('none')
  return allowsNone ? { ...document, token_endpoint_auth_method: 'none' } : document
}
