import { Redis } from '@upstash/redis'
import { env } from '#lib/env'
import { tunables } from '#lib/tunables'

let writer: Redis | undefined
let reader: Redis | undefined

function connect(token: string): Redis {
  return new Redis({
    url: env().KV_REST_API_URL,
    token,
    // Every use has a fallback, so a fault is reported at once and never waited out.
    retry: false,
    signal: () => AbortSignal.timeout(tunables.kvTimeoutMs),
    enableTelemetry: false,
    // All that is kept is text in UTF-8, which JSON holds as it is.
    responseEncoding: false,
    readYourWrites: false,
  })
}

/** The key-value store. Every command may fail or hold stale data: callers keep a fallback. */
export function kv(): Redis {
  writer ??= connect(env().KV_REST_API_TOKEN)
  return writer
}

/** The same store for reads, by the read-only token where there is one. */
export function kvReader(): Redis {
  reader ??= connect(env().KV_REST_API_READ_ONLY_TOKEN ?? env().KV_REST_API_TOKEN)
  return reader
}

export type Subscription = {
  /** True once the server has confirmed the subscription, false when it can't be had. */
  ready: Promise<boolean>
  /** The first message as published, or null when the stream broke before one came. */
  message: Promise<string | null>
  close(): void
}

/**
 * Subscribes to one channel until its first message: one HTTP request, however long it waits.
 * Speaks Upstash's REST protocol itself because the SDK's subscriber does not report a stream that broke.
 */
export function subscribe(channel: string): Subscription {
  const abort = new AbortController()
  const confirmed = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => confirmed.resolve(false), tunables.subscribeMsMax)
  const message = readFirstMessage(channel, abort.signal, () => confirmed.resolve(true))
    .catch(() => null)
    .finally(() => confirmed.resolve(false))
  const ready = confirmed.promise.finally(() => clearTimeout(timer))
  return { ready, message, close: () => abort.abort() }
}

/** A stream of lines `data: subscribe,<channel>,<count>` and `data: message,<channel>,<text>`. */
async function readFirstMessage(
  channel: string,
  signal: AbortSignal,
  onReady: () => void,
): Promise<string | null> {
  const { KV_REST_API_URL, KV_REST_API_TOKEN } = env()
  const response = await fetch(`${KV_REST_API_URL}/subscribe/${encodeURIComponent(channel)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KV_REST_API_TOKEN}`, accept: 'text/event-stream' },
    signal,
  })
  if (!response.ok || !response.body) return null
  const prefix = `data: message,${channel},`
  let buffer = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body) {
    const lines = (buffer + decoder.decode(chunk, { stream: true })).split('\n')
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('data: subscribe,')) onReady()
      if (line.startsWith(prefix)) return line.slice(prefix.length)
    }
  }
  return null
}
