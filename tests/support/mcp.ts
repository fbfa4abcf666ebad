import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { inject } from 'vitest'
import { z } from 'zod'
import { isObject } from '#lib/json'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { atEnd } from '#tests/support/ending'

/** The two versions of the protocol: clients of 2026 send everything with each request, older ones start a session. */
export const eras = [
  ['2026-07-28', { pin: '2026-07-28' }],
  ['2025-11-25', 'legacy'],
] as const
export type Era = (typeof eras)[number][1]

/** The official client, connected to the shared server over real HTTP. It is closed after the file. */
export async function connect(era: Era, key = inject('appVars').API_SECRET_KEY!): Promise<Client> {
  const client = new Client({ name: 'tests', version: '1.0.0' }, { versionNegotiation: { mode: era } })
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', inject('appUrl')), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  })
  await client.connect(transport)
  atEnd(() => client.close())
  return client
}

type Delivery = { url: string; secret?: string; mode?: string }

/** Subscribes the client to an event. The receiver at `delivery.url` must confirm. */
export const subscribe = (client: Client, delivery: Delivery, given: Record<string, unknown> = {}) =>
  client.request(
    {
      method: 'events/subscribe',
      params: {
        name: 'job.completed',
        arguments: {},
        delivery: { mode: 'webhook', secret: newWebhookSecret(), ...delivery },
        cursor: null,
        ...given,
      },
    },
    anything,
  )

/** The schema of any result. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
export const anything = z.custom<any>(isObject)

/** The data of a tool result, for tests that read it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
export const structured = (result: CallToolResult): any => result.structuredContent ?? textOf(result)

/** The JSON in the text of a result. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
export function textOf({ content: [first] }: CallToolResult): any {
  if (first?.type !== 'text') throw new Error('The result has no text.')
  return JSON.parse(first.text)
}
