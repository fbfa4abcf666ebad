import OpenAI from 'openai'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { startOwnServer } from '#tests/openai-api/own-server'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser, unique } from '#tests/support/names'

/** The waits of the next calls, in order. After those, the normal wait. */
const waits = vi.hoisted((): number[] => [])
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  const openaiWaitMs = { get: () => waits.shift() ?? tunables.openaiWaitMs, enumerable: true }
  return { tunables: Object.defineProperty({ ...tunables }, 'openaiWaitMs', openaiWaitMs) }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
})

type Form = [path: string, bodyOf: (text: string) => object, textOf: (answer: never) => string]
const forms: Form[] = [
  [
    '/v1/chat/completions',
    (content) => ({ messages: [{ role: 'user', content }] }),
    ({ choices }: { choices: { message: { content: string } }[] }) => choices[0]!.message.content,
  ],
  [
    '/v1/responses',
    (input) => ({ input }),
    ({ output }: { output: { content: { text: string }[] }[] }) => output[0]!.content[0]!.text,
  ],
]

describe.each(forms)('an answer that takes longer than a call of %s can wait', (path, bodyOf, textOf) => {
  it('is never empty: the call gets a 504 that says to repeat it, and the repeated call gets the answer', async () => {
    const server = await startOwnServer(services)
    const text = unique('slow')
    const body = { ...bodyOf(text), user: newUser() }
    waits.push(50, 50)
    for (let n = 0; n < 2; n += 1) {
      const late = await server.ask('POST', path, body)
      expect(late.status).toBe(504)
      expect(late.headers.get('x-should-retry')).toBe('true')
      const error = { type: 'server_error', code: 'timeout', param: null, message: expect.any(String) }
      expect(await late.json()).toEqual({ error })
    }
    const again = server.ask('POST', path, body)
    await server.deliver()
    const answer = await again
    expect(answer.status).toBe(200)
    expect(textOf((await answer.json()) as never)).toBe(`echo: ${text}`)
    expect(services.model.calls(text)).toHaveLength(1)
  })

  it('reaches OpenAI’s own client, which retries by itself', async () => {
    const server = await startOwnServer(services)
    const text = unique('slow')
    const statuses: number[] = []
    const client = new OpenAI({
      baseURL: `${server.url}/v1`,
      apiKey: server.headers.authorization.slice('Bearer '.length),
      maxRetries: 1,
      fetch: async (...request) => {
        const response = await fetch(...request)
        statuses.push(response.status)
        return response
      },
    })
    waits.push(50)
    const body = { ...bodyOf(text), user: newUser() }
    const asked = client.post(path.slice('/v1'.length), { body })
    await vi.waitFor(() => expect(statuses).toEqual([504]), 60_000)
    await server.deliver()
    expect(textOf((await asked) as never)).toBe(`echo: ${text}`)
    expect(statuses).toEqual([504, 200])
    expect(services.model.calls(text)).toHaveLength(1)
  })
})
