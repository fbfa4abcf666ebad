import type { IncomingHttpHeaders } from 'node:http'
import type { HeaderMap } from './types.ts'

/** Headers with lower-case names and one value each. */
export type PlainHeaders = Record<string, string>

/** `content-type` → `Content-Type`: the canonical form in which QStash shows header names. */
export function canonicalName(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('-')
}

/** Node's parsed request headers with each name's values joined by a comma. */
export function plainHeaders(headers: IncomingHttpHeaders): PlainHeaders {
  const plain: PlainHeaders = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return plain
}

/** A received response's headers in the form the API shows. */
export function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map: HeaderMap = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) map[canonicalName(name)] = Array.isArray(value) ? value : [value]
  }
  return map
}

/** The headers whose name starts with `prefix`, under the rest of their name. */
export function withPrefix(headers: PlainHeaders, prefix: string): PlainHeaders {
  const found: PlainHeaders = {}
  for (const name in headers) {
    if (name.startsWith(prefix) && name.length > prefix.length)
      found[name.slice(prefix.length)] = headers[name] ?? ''
  }
  return found
}
