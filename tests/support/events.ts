import { inject } from 'vitest'
import { type EventReader, readEvents } from '#tests/support/event-stream'
import { secrets } from '#tests/support/secrets'

export type EventStream = EventReader & { status: number; headers: Headers; close(): void }

type Options = {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  baseUrl?: string
  key?: string
}

/** Opens a stream of events. */
export async function openEvents(path: string, options: Options = {}): Promise<EventStream> {
  const { body, headers, baseUrl = inject('appUrl'), key = secrets.apiKey } = options
  const abort = new AbortController()
  const response = await fetch(baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'text/event-stream',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: abort.signal,
  })
  const { status, headers: answered } = response
  return { ...readEvents(response), status, headers: answered, close: () => abort.abort() }
}
