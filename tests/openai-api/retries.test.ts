import { createServer, type Server } from 'node:http'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { call, cutStreams, modelCalls } from '#tests/support/api'
import { listenLocally } from '#tests/support/listen'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { ownUser } from '#tests/support/openai'
import { secrets } from '#tests/support/secrets'

const path = '/v1/chat/completions'
const user = (content: string) => ({ role: 'user' as const, content })
const bodyOf = (content: string, more: object = {}) => ({
  model: 'fake-model',
  messages: [user(content)],
  ...more,
})
/** The header in which OpenAI's own clients send the number of earlier attempts. */
const tries = (count: number) => ({ 'x-stainless-retry-count': String(count) })
const ask = (body: object, headers: Record<string, string> = {}) =>
  call('POST', path, { body, headers: { ...ownUser, ...headers } })

/** What a proxy does with a request: lose the answer, disconnect before it comes, or pass it on. */
type Fate = 'lose' | 'hang up' | 'pass'

let proxy: Server
let port: number
let fates: Fate[] = []
/** The number of requests to the proxy. */
let asked = 0

beforeAll(async () => {
  proxy = createServer(async (incoming, outgoing) => {
    asked++
    const fate = fates.shift() ?? 'pass'
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { host: _, connection: __, ...headers } = incoming.headers
    const abort = new AbortController()
    const body = Buffer.concat(chunks)
    const forwarded = fetch(inject('appUrl') + incoming.url, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body,
      signal: abort.signal,
    })
    if (fate === 'hang up') {
      forwarded.catch(() => {})
      const text = JSON.parse(body.toString()).messages.at(-1).content
      await expect.poll(async () => (await modelCalls(text)).length).toBeGreaterThan(0)
      abort.abort()
      return void outgoing.destroy()
    }
    const response = await forwarded
    const answer = Buffer.from(await response.arrayBuffer())
    if (fate === 'lose') return void outgoing.destroy()
    outgoing.writeHead(response.status, { 'content-type': response.headers.get('content-type')! })
    outgoing.end(answer)
  })
  port = await listenLocally(proxy)
})
afterAll(() => new Promise((resolve) => proxy.close(resolve)))

const clientBehind = (...given: Fate[]) => {
  fates = given
  asked = 0
  return new OpenAI({
    baseURL: `http://127.0.0.1:${port}/v1`,
    apiKey: secrets.apiKey,
    maxRetries: 2,
    defaultHeaders: ownUser,
  })
}

describe('two equal calls', () => {
  it.each([
    ['without the header of OpenAI’s clients', {}],
    ['that are not retries', tries(0)],
  ])('%s each make a model call', async (_, headers) => {
    const text = `equal ${newUser()}`
    const answers = await Promise.all([1, 2, 3].map(() => ask(bodyOf(text), headers)))
    const later = await ask(bodyOf(text), headers)
    expect(new Set([...answers, later].map(({ body }) => body.id)).size).toBe(4)
    expect(await modelCalls(text)).toHaveLength(4)
  })

  it('with the same Idempotency-Key make only one model call, with and without streaming', async () => {
    const text = `key ${newUser()}`
    const headers = { 'idempotency-key': newUser() }
    const first = await ask(bodyOf(text), headers)
    const second = await ask(bodyOf(text), headers)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    const streamed = await ask(bodyOf(text, { stream: true }), headers)
    expect(streamed.body).toContain(`"id":"${first.body.id}"`)
    expect(streamed.body).toContain(`echo: ${text}`.slice(0, 5))
    expect(await modelCalls(text)).toHaveLength(1)
    const other = await ask(bodyOf(`${text}!`), headers)
    expect([other.status, other.body.error.code]).toEqual([422, 'idempotency_key_reused'])
  })
})

describe('a retry of OpenAI’s client', () => {
  it('gets the answer whose response was lost', async () => {
    const text = `lost ${newUser()}`
    const { choices } = await clientBehind('lose', 'lose').chat.completions.create(bodyOf(text))
    expect(choices[0]!.message.content).toBe(`echo: ${text}`)
    expect(asked).toBe(3)
    expect(await modelCalls(text)).toHaveLength(1)
  })

  it('attaches to the job that is still running', async () => {
    const text = script(newUser(), { answer: 'slow', delayMs: 800 }, { answer: 'another' })
    const { choices } = await clientBehind('hang up').chat.completions.create(bodyOf(text))
    expect([choices[0]!.message.content, asked]).toEqual(['slow', 2])
    expect(await modelCalls(text)).toHaveLength(1)
  })

  it('gets a lost stream from its beginning', async () => {
    const text = script(newUser(), { pieces: ['a ', 'b'], everyMs: 50 }, { answer: 'another' })
    const stream = await clientBehind('hang up').chat.completions.create({ ...bodyOf(text), stream: true })
    let answer = ''
    for await (const chunk of stream) answer += chunk.choices[0]?.delta.content ?? ''
    expect(answer).toBe('a b')
    expect(await modelCalls(text)).toHaveLength(1)
  })

  it('takes over one call, so two retries get two answers, at once or one after the other', async () => {
    const text = `pair ${newUser()}`
    const both = (count: number) => Promise.all([1, 2].map(() => ask(bodyOf(text), tries(count))))
    const ids = (answers: Awaited<ReturnType<typeof both>>) => answers.map(({ body }) => body.id).toSorted()
    const first = await both(0)
    // Each of the two may take either call.
    expect(ids(await both(1))).toEqual(ids(first))
    const earlier = await ask(bodyOf(text), tries(2))
    const later = await ask(bodyOf(text), tries(2))
    expect(ids([earlier, later])).toEqual(ids(first))
    expect(await modelCalls(text)).toHaveLength(2)
  })

  it('makes a new call when the first one did not arrive, or failed', async () => {
    const text = `first ${newUser()}`
    expect((await ask(bodyOf(text), tries(1))).status).toBe(200)
    const failing = script(newUser(), { status: 401 }, { answer: 'mended' })
    expect((await ask(bodyOf(failing), tries(0))).status).toBe(502)
    const again = await ask(bodyOf(failing), tries(1))
    expect(again.body.choices[0].message.content).toBe('mended')
  })

  it('only matches a call of its own user and conversation', async () => {
    const text = `own ${newUser()}`
    await ask(bodyOf(text), tries(0))
    await ask(bodyOf(text), { ...tries(1), 'x-openwebui-user-id': newUser() })
    await ask(bodyOf(text), { ...tries(1), 'x-conversation-key': newUser() })
    expect(await modelCalls(text)).toHaveLength(3)
  })
})

describe('a stream that another attempt restarts', () => {
  const steps = [
    { pieces: ['gone ', 'gone '], last: 'cut when told' as const },
    { pieces: ['kept ', 'kept'] },
  ]

  it('ends with an error that clients throw, and the repeated request gets the whole answer', async () => {
    const name = newUser()
    const text = script(name, ...steps)
    const client = new OpenAI({
      baseURL: `${inject('appUrl')}/v1`,
      apiKey: secrets.apiKey,
      maxRetries: 0,
      defaultHeaders: ownUser,
    })
    const read = async () => {
      let answer = ''
      const stream = await client.chat.completions.create({ ...bodyOf(text), stream: true })
      for await (const chunk of stream) {
        answer += chunk.choices[0]?.delta.content ?? ''
        if (answer.startsWith('gone')) await cutStreams(name)
      }
      return answer
    }
    await expect(read()).rejects.toMatchObject({ code: 'answer_restarted', type: 'server_error' })
    expect(await read()).toBe('kept kept')
    expect(await modelCalls(text)).toHaveLength(2)
  })

  it('hides a restart before the first text', async () => {
    const text = script(newUser(), { status: 500 }, { answer: 'kept' })
    const { body } = await ask(bodyOf(text, { stream: true }))
    expect(body).toContain('"content":"kept"')
    expect(body).not.toContain('error')
  })
})
