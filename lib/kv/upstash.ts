import { Redis } from '@upstash/redis'
import type { Kv, Subscription } from '#lib/kv/port'
import { tunables } from '#lib/tunables'

type Options = { url: string; token: string; readOnlyToken?: string | undefined }

/** Upstash Redis over its REST API. */
export function upstashKv({ url, token, readOnlyToken }: Options): Kv {
  const writer = connect(url, token)
  return {
    writer,
    reader: readOnlyToken ? connect(url, readOnlyToken) : writer,
    subscribe: (channel) => subscribe(url, token, channel),
    close: async () => {},
  }
}

function connect(url: string, token: string): Redis {
  return new Redis({
    url,
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

/**
 * One HTTP request, however long it waits. Speaks Upstash's protocol itself because the SDK's subscriber does not
 * report a stream that broke.
 */
function subscribe(url: string, token: string, channel: string): Subscription {
  const abort = new AbortController()
  const confirmed = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => confirmed.resolve(false), tunables.subscribeMsMax)
  const request = fetch(`${url}/subscribe/${encodeURIComponent(channel)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: abort.signal,
  })
  const message = readFirstMessage(request, channel, () => confirmed.resolve(true))
    .catch(() => null)
    .finally(() => confirmed.resolve(false))
  const ready = confirmed.promise.finally(() => clearTimeout(timer))
  return { ready, message, close: () => abort.abort() }
}

/** A stream of lines `data: subscribe,<channel>,<count>` and `data: message,<channel>,<text>`. */
async function readFirstMessage(
  request: Promise<Response>,
  channel: string,
  onReady: () => void,
): Promise<string | null> {
  const response = await request
  if (!response.ok || !response.body) return null
  const prefix = `data: message,${channel},`
  let buffer = ''
  const decoder = new TextDecoder()
  // Leaving a `for await` waits for `cancel()`, which never resolves under Next's dev server. `close` ends the request.
  const reader = response.body.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return null
    const lines = (buffer + decoder.decode(value, { stream: true })).split('\n')
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('data: subscribe,')) onReady()
      if (line.startsWith(prefix)) return line.slice(prefix.length)
    }
  }
}
