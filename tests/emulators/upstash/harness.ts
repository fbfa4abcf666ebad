import { randomUUID } from 'node:crypto'
import { Redis } from '@upstash/redis'
import { startUpstash } from '#emulators/upstash/server'

export const TOKEN = 'test-token'
export const READ_ONLY_TOKEN = 'test-read-only-token'

/** The same suite runs on the in-process Redis, and on a real one when LOCAL_REDIS_URL names it. */
export const BACKENDS: [string, string | undefined][] = [['in-process Redis', undefined]]
if (process.env.LOCAL_REDIS_URL) BACKENDS.push(['real Redis', process.env.LOCAL_REDIS_URL])

/** A started stand-in with an SDK client, raw requests, and a prefix that keeps a shared Redis apart. */
export async function openUpstash(redisUrl: string | undefined) {
  const handle = await startUpstash({ port: 0, token: TOKEN, readOnlyToken: READ_ONLY_TOKEN, redisUrl })
  const prefix = randomUUID()
  return {
    ...handle,
    key: (name: string) => `${prefix}:${name}`,
    client: (options = {}) => sdk(handle.url, options),
    request: (path: string, init: RequestInit = {}) => rawRequest(handle.url, path, init),
  }
}

export const sdk = (url: string, options = {}) =>
  new Redis({ url, token: TOKEN, enableTelemetry: false, retry: false, ...options })

async function rawRequest(url: string, path: string, init: RequestInit) {
  const headers = { authorization: `Bearer ${TOKEN}`, ...init.headers }
  const response = await fetch(url + path, { ...init, headers })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers,
})
