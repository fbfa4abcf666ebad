import { Redis } from '@upstash/redis'
import { measured } from '#lib/kv/measure'
import type { ChannelSubscription, Kv, Subscription } from '#lib/kv/port'
import { tunables } from '#lib/tunables'

type Options = { url: string; token: string; readOnlyToken?: string | undefined }

/** Upstash Redis over its REST API. */
export function upstashKv({ url, token, readOnlyToken }: Options): Kv {
  const writer = connect(url, token)
  return {
    writer,
    reader: readOnlyToken ? connect(url, readOnlyToken) : writer,
    subscribeOnce: (channel) => subscribeOnce(url, token, channel),
    subscribe: (channel, onMessage) => subscribe(url, token, channel, onMessage),
    close: async () => {},
  }
}

function connect(url: string, token: string): Redis {
  return measured(
    new Redis({
      url,
      token,
      // Every caller has a fallback, so a failure is reported at once, without retries.
      retry: false,
      signal: () => AbortSignal.timeout(tunables.kvTimeoutMs),
      enableTelemetry: false,
      // All values are UTF-8 text, which JSON carries without an encoding.
      responseEncoding: false,
      readYourWrites: false,
    }),
  )
}

/**
 * Opens one HTTP request without a time limit. Implements Upstash's protocol itself, because the SDK's subscriber does
 * not report a broken stream.
 */
function subscribe(
  url: string,
  token: string,
  name: string,
  onMessage: (message: string) => void,
): ChannelSubscription {
  const abort = new AbortController()
  const confirmed = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => confirmed.resolve(false), tunables.subscribeMsMax)
  const request = fetch(`${url}/subscribe/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: abort.signal,
  })
  const ended = readMessages(request, name, () => confirmed.resolve(true), onMessage)
    .catch(() => {})
    .finally(() => confirmed.resolve(false))
  const ready = confirmed.promise.finally(() => clearTimeout(timer))
  return { ready, ended, close: () => abort.abort() }
}

function subscribeOnce(url: string, token: string, name: string): Subscription {
  const { promise: message, resolve } = Promise.withResolvers<string | null>()
  const channel = subscribe(url, token, name, (text) => {
    resolve(text)
    channel.close()
  })
  channel.ended.then(() => resolve(null))
  return { ready: channel.ready, message, close: channel.close }
}

/** A stream of lines `data: subscribe,<channel>,<count>` and `data: message,<channel>,<text>`. */
async function readMessages(
  request: Promise<Response>,
  name: string,
  onReady: () => void,
  onMessage: (message: string) => void,
): Promise<void> {
  const response = await request
  if (!response.ok || !response.body) return
  const prefix = `data: message,${name},`
  let buffer = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body) {
    const lines = (buffer + decoder.decode(chunk, { stream: true })).split('\n')
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('data: subscribe,')) onReady()
      if (line.startsWith(prefix)) onMessage(line.slice(prefix.length))
    }
  }
}
