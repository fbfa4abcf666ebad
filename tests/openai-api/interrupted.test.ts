import { beforeAll, describe, expect, it, vi } from 'vitest'
import { drainStreams } from '#lib/jobs/stream/events'
import { startOwnServer } from '#tests/openai-api/own-server'
import { type EventReader, readEvents, textOf } from '#tests/support/event-stream'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser, unique } from '#tests/support/names'

/** True if the platform ends requests, and the lifetime of its streams. */
const platform = vi.hoisted(() => ({ endsRequests: false, streamMs: 50 }))
vi.mock('#lib/env/choices', async (load) => ({
  ...(await load<typeof import('#lib/env/choices')>()),
  hasRequestLimit: () => platform.endsRequests,
}))
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  return { tunables: { ...tunables, streamMsMax: platform.streamMs } }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
})

type Server = Awaited<ReturnType<typeof startOwnServer>>

/** A stream of each kind, for jobs that another process runs. */
async function openStreams(server: Server) {
  const texts = ['native', 'chat', 'foreground', 'background'].map(unique) as [string, string, string, string]
  const user = newUser()
  const bodies = {
    native: { userId: user, message: texts[0], stream: true },
    chat: { messages: [{ role: 'user', content: texts[1] }], user, stream: true },
    foreground: { input: texts[2], user, stream: true },
    background: { input: texts[3], user, stream: true, background: true },
  }
  const open = async (path: string, body: object) => {
    const response = await server.ask('POST', path, body)
    expect(response.status).toBe(200)
    return response
  }
  return {
    texts,
    bodies,
    native: readEvents(await open('/api/chat', bodies.native)),
    chat: await open('/v1/chat/completions', bodies.chat),
    foreground: readEvents(await open('/v1/responses', bodies.foreground)),
    background: readEvents(await open('/v1/responses', bodies.background)),
  }
}

/** The JSON of each data line, and `[DONE]`. */
const dataOf = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => (data === '[DONE]' ? data : JSON.parse(data!)))
const idOf = ({ events }: EventReader): string => events.find(({ data }) => data.response)!.data.response.id

/** Every stream ends with a request to reconnect, and then returns the whole answer. */
async function expectInterrupted(server: Server, streams: Awaited<ReturnType<typeof openStreams>>) {
  const { native, chat, foreground, background, texts, bodies } = streams
  await Promise.all([native, foreground, background].map((stream) => stream.rest()))
  expect(native.events.at(-1)).toEqual({ event: 'reconnect', data: {} })
  const chunks = dataOf(await chat.text())
  expect(chunks).toEqual([
    { error: { type: 'server_error', code: 'stream_interrupted', param: null, message: expect.any(String) } },
    '[DONE]',
  ])
  expect(foreground.events.at(-1)).toMatchObject({
    event: 'error',
    data: { code: 'response_in_progress', error: { code: 'response_in_progress' } },
  })
  expect(background.events.map(({ event }) => event)).not.toContain('error')
  expect(background.raw()).not.toContain('[DONE]')

  await server.deliver()
  const { jobId } = native.events[0]!.data
  const headers = { 'last-event-id': native.events.at(-2)!.id! }
  const rest = readEvents(
    await server.ask('GET', `/api/jobs/${jobId}`, undefined, { ...headers, accept: 'text/event-stream' }),
  )
  await rest.rest()
  expect(textOf(rest.events)).toBe(`echo: ${texts[0]}`)
  expect(rest.events.at(-1)).toMatchObject({ event: 'completed' })

  const again = dataOf(await (await server.ask('POST', '/v1/chat/completions', bodies.chat)).text())
  expect(again.map((chunk) => chunk.choices?.[0]?.delta?.content ?? '').join('')).toBe(`echo: ${texts[1]}`)
  const response = await (await server.ask('GET', `/v1/responses/${idOf(foreground)}`)).json()
  expect(response).toMatchObject({
    status: 'completed',
    output: [{ content: [{ text: `echo: ${texts[2]}` }] }],
  })

  const { sequence_number: last } = background.events.at(-1)!.data
  const path = `/v1/responses/${idOf(background)}?stream=true&starting_after=${last}`
  const resumed = readEvents(await server.ask('GET', path))
  await resumed.rest()
  expect(resumed.events.map(({ event }) => event)).not.toContain('response.created')
  expect(resumed.events.at(-1)).toMatchObject({
    event: 'response.completed',
    data: { response: { output: [{ content: [{ text: `echo: ${texts[3]}` }] }] } },
  })
  for (const text of texts) expect(services.model.calls(text)).toHaveLength(1)
}

describe('streams that end before their answers', () => {
  it('tell their readers to reconnect when a platform ends requests', async () => {
    const server = await startOwnServer(services)
    platform.endsRequests = true
    const streams = await openStreams(server)
    platform.endsRequests = false
    await expectInterrupted(server, streams)
  })

  // From here on this process is stopping.
  it('tell their readers to reconnect when the server stops', async () => {
    const server = await startOwnServer(services)
    const streams = await openStreams(server)
    drainStreams()
    await expectInterrupted(server, streams)
  })
})
