import { randomUUID } from 'node:crypto'
import { Redis } from '@upstash/redis'
import { startUpstash } from '#emulators/upstash/server'
import { startRedis } from '#local/redis'

export const token = 'test-token'
export const readOnlyToken = 'test-read-only-token'

/** The same suite runs on the embedded Redis, and on a real one if LOCAL_REDIS_URL names it. */
export const backends: [string, string | undefined][] = [['embedded Redis', undefined]]
if (process.env.LOCAL_REDIS_URL) backends.push(['real Redis', process.env.LOCAL_REDIS_URL])

/** A started emulator with an SDK client, raw requests, and a key prefix that separates tests on a shared Redis. */
export async function openUpstash(given: string | undefined) {
  const redis = given ? undefined : await startRedis({ port: 0 })
  const redisUrl = given ?? redis!.url
  const emulator = await startUpstash({ port: 0, token, readOnlyToken, redisUrl })
  const prefix = randomUUID()
  return {
    port: emulator.port,
    url: emulator.url,
    redisUrl,
    key: (name: string) => `${prefix}:${name}`,
    client: (options = {}) => sdk(emulator.url, options),
    request: (path: string, init: RequestInit = {}) => rawRequest(emulator.url, path, init),
    close: async () => {
      await emulator.close()
      await redis?.close()
    },
  }
}

const sdk = (url: string, options = {}) =>
  new Redis({ url, token, enableTelemetry: false, retry: false, ...options })

async function rawRequest(url: string, path: string, init: RequestInit) {
  const headers = { authorization: `Bearer ${token}`, ...init.headers }
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
