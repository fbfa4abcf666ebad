import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startOwnServer } from '#tests/openai-api/own-server'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

/** Far more than the system buffers for a connection that is not read. */
const pieces = 400
const piece = `${'x'.repeat(20_000)} `
const total = pieces * piece.length

/** The server's responses to requests of a path. */
function watchResponses(path: string): ServerResponse[] {
  const responses: ServerResponse[] = []
  const name = 'http.server.request.start'
  const note = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (request.url === path) responses.push(response)
  }
  subscribe(name, note)
  onTestFinished(() => void unsubscribe(name, note))
  return responses
}

/** Sends a request. Its response is not read until the test reads it. */
async function open(url: string, headers: Record<string, string>, body: object): Promise<IncomingMessage> {
  const sent = request(url, { method: 'POST', headers })
  sent.end(JSON.stringify(body))
  const [response] = await once(sent, 'response')
  return response
}

async function readAll(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return text
}

const message = () => script(newUser(), { answer: piece, times: pieces, everyMs: 1 })
type Form = [path: string, body: object, textOf: (data: Record<string, never>) => string | undefined]
const forms: Form[] = [
  [
    '/api/chat',
    { userId: newUser(), message: message(), stream: true },
    ({ text }: { text?: string }) => text,
  ],
  [
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: message() }], user: newUser(), stream: true },
    ({ choices }: { choices?: { delta: { content?: string } }[] }) => choices?.[0]?.delta.content,
  ],
  [
    '/v1/responses',
    { input: message(), user: newUser(), stream: true },
    ({ delta }: { delta?: string }) => delta,
  ],
]

describe.each(forms)('a reader of %s that does not read while the model writes', (path, body, textOf) => {
  it('uses little memory of the server, and gets the whole text later', async () => {
    const server = await startOwnServer(services)
    const responses = watchResponses(path)
    const response = await open(server.url + path, server.headers, body)
    await server.deliver()
    // The answer is complete, and the server waits for the reader with only a small part buffered.
    const [sending] = responses
    expect(sending!.writableEnded).toBe(false)
    expect(sending!.writableLength).toBeLessThan(total / 16)

    const data = (await readAll(response)).match(/^data: \{.*$/gm) ?? []
    const deltas = data.flatMap((line) => {
      const text = textOf(JSON.parse(line.slice('data: '.length)))
      return text ? [text] : []
    })
    expect(deltas.join('') === piece.repeat(pieces)).toBe(true)
    // The text that was not read in time arrives in fewer and larger deltas, all of limited size.
    expect(deltas.length).toBeLessThan(pieces)
    expect(Math.max(...deltas.map(({ length }) => length))).toBeLessThan(total / 16)
  })
})
