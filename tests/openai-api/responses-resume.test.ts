import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { type AppServer, startServer } from '#local/server'
import { expectEvent, expectOrder } from '#tests/openai-api/schemas'
import { readData } from '#tests/support/cut-stream'
import { createDatabase } from '#tests/support/database'
import { endLease, openDatabase } from '#tests/support/faults'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'
import { serverMode, startTestApp, type TestApp } from '#tests/support/services'

let app: TestApp
/** The server at the first address, and another server on the same services, which runs no jobs. */
let server: AppServer
let other: AppServer
let databaseUrl: string

beforeAll(async () => {
  databaseUrl = await createDatabase()
  app = await startTestApp({ databaseUrl, portBase: randomPortBase() })
  server = app.server
  const port = await freePort(randomPortBase())
  other = await startServer({ mode: serverMode, port, vars: { ...app.vars, WORKER_CONCURRENCY: '0' } })
})

afterAll(async () => {
  await other?.close()
  await server?.close()
  await app?.close()
})

type Event = { type: string; sequence_number: number; item_id?: string; delta?: string; response?: Output }
type Item = { id: string; content: { text: string }[]; arguments?: string }
type Output = { id: string; status: string; output: Item[] }

/** A client that stores its events and resumes after the last one. */
class Reader {
  events: Event[] = []
  isDone = false

  get last() {
    return this.events.at(-1)?.sequence_number
  }

  /** The text or the arguments of an item, joined from its deltas. */
  text(itemId: string): string {
    return this.events.map((event) => (event.item_id === itemId && event.delta) || '').join('')
  }

  /** Reads to the end, or disconnects after this many bytes, even inside an event. */
  async read(url: string, bytesMax = Number.POSITIVE_INFINITY, request: RequestInit = {}): Promise<void> {
    const abort = new AbortController()
    const headers = { authorization: `Bearer ${secrets.apiKey}`, 'content-type': 'application/json' }
    const response = await fetch(url, { headers, signal: abort.signal, ...request })
    expect(response.status).toBe(200)
    const ended = await readData({ response, hangUp: () => abort.abort(), bytesMax }, (event) =>
      this.events.push(event),
    )
    this.isDone ||= ended === 'whole'
  }
}

/** The same numbers for the same seed. */
function randomOf(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function expectWhole(reader: Reader, text: string): void {
  const numbers = reader.events.map((event) => event.sequence_number)
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
  for (const event of reader.events) expectEvent(event)
  const { response, type } = reader.events.at(-1)!
  expect(type).toBe('response.completed')
  const [item, ...none] = response!.output
  expect(none).toEqual([])
  expect(item!.content[0]!.text).toBe(text)
  expect(reader.text(item!.id)).toBe(text)
}

const urlOf = (base: string, id: string, after?: number) =>
  `${base}/v1/responses/${id}?stream=true${after === undefined ? '' : `&starting_after=${after}`}`

const body = (input: string, more: object = {}) =>
  JSON.stringify({ input, stream: true, background: true, user: newUser(), ...more })

it('sends the text once to a reader that is cut off at any byte and resumes 200 times, on either server', async () => {
  const random = randomOf(20_261_128)
  const all = Array.from({ length: 150 }, (_, i) => `${i}é漢😀 `)
  const input = script(newUser(), { pieces: all, everyMs: 40 })
  const reader = new Reader()
  await reader.read(`${server.url}/v1/responses`, 3_000, { method: 'POST', body: body(input) })
  const id = reader.events[0]!.response!.id
  let resumed = 0
  for (; resumed < 200; resumed++) {
    const base = random(2) === 0 ? server.url : other.url
    await reader.read(urlOf(base, id, reader.last), 1 + random(1_500))
  }
  while (reader.events.at(-1)!.type !== 'response.completed')
    await reader.read(urlOf(other.url, id, reader.last))
  expectWhole(reader, all.join(''))
  const late = new Reader()
  await late.read(urlOf(other.url, id))
  expect(late.isDone).toBe(true)
  expectWhole(late, all.join(''))
})

it('sends the arguments of each call once to a reader that is cut off at any byte', async () => {
  const random = randomOf(29_112_026)
  const calls = ['a', 'b', 'c'].map((id) => ({
    id: `call_${id}`,
    name: 'note',
    arguments: JSON.stringify({ text: `${id}é漢😀 `.repeat(30) }),
  }))
  const input = script(newUser(), { answer: 'I note it.', calls, pieceCharacters: 4, everyMs: 20 })
  const tools = [{ type: 'function', name: 'note', parameters: { type: 'object' }, strict: false }]
  const reader = new Reader()
  const request = { method: 'POST', body: body(input, { tools }) }
  await reader.read(`${server.url}/v1/responses`, 3_000, request)
  const id = reader.events[0]!.response!.id
  for (let resumed = 0; resumed < 100; resumed++) {
    const base = random(2) === 0 ? server.url : other.url
    await reader.read(urlOf(base, id, reader.last), 1 + random(1_500))
  }
  while (reader.events.at(-1)!.type !== 'response.completed')
    await reader.read(urlOf(other.url, id, reader.last))
  const late = new Reader()
  await late.read(urlOf(other.url, id))
  for (const { events, text } of [reader, late].map((one) => ({ ...one, text: one.text.bind(one) }))) {
    for (const event of events) expectEvent(event)
    expect(expectOrder(events)).toEqual(new Set())
    const [message, ...called] = events.at(-1)!.response!.output
    expect(text(message!.id)).toBe('I note it.')
    expect(called.map((item) => item.arguments)).toEqual(calls.map((call) => call.arguments))
    expect(called.map((item) => text(item.id))).toEqual(calls.map((call) => call.arguments))
  }
})

it('reports a dead worker to a reader by a new item, and ends with the stored answer', async () => {
  const input = script(newUser(), { pieces: ['lost ', 'lost'], last: 'hang' }, { pieces: ['kept ', 'kept'] })
  const first = new Reader()
  const cut = first.read(`${server.url}/v1/responses`, undefined, { method: 'POST', body: body(input) })
  cut.catch(() => {})
  await expect.poll(() => first.events.length).toBeGreaterThan(0)
  const { id } = first.events[0]!.response!
  const jobId = `job_${id.slice('resp_'.length)}`
  const reader = new Reader()
  const reading = reader.read(urlOf(other.url, id))
  await expect.poll(() => reader.events.map(({ delta }) => delta ?? '').join('')).toBe('lost lost')
  await server.kill()
  await cut.catch(() => {})
  server = await startServer({ mode: serverMode, port: Number(new URL(app.server.url).port), vars: app.vars })
  if (app.queue !== 'postgres') await endLease(app, await openDatabase(databaseUrl), jobId)
  await reading
  expect(reader.isDone).toBe(true)
  expectWhole(reader, 'kept kept')
  const done = reader.events.filter(({ type }) => type === 'response.output_item.done')
  expect(done).toMatchObject([
    { output_index: 0, item: { status: 'incomplete', content: [{ text: 'lost lost' }] } },
    { output_index: 1, item: { status: 'completed', content: [{ text: 'kept kept' }] } },
  ])
  // The reader that was cut off resumes after its last event.
  await first.read(urlOf(other.url, id, first.last))
  expectWhole(first, 'kept kept')
})

it('sends a reader of a failed response the rest, after any event', async () => {
  const input = script(newUser(), { status: 400, error: { message: 'No.', code: 'bad' } })
  const live = new Reader()
  await live.read(`${server.url}/v1/responses`, Number.POSITIVE_INFINITY, {
    method: 'POST',
    body: body(input),
  })
  const { id } = live.events[0]!.response!
  const whole = new Reader()
  await whole.read(urlOf(server.url, id))
  expect(whole.events.map(({ type }) => type).slice(-2)).toEqual(['error', 'response.failed'])
  for (const [index, { sequence_number }] of whole.events.entries()) {
    const rest = new Reader()
    await rest.read(urlOf(other.url, id, sequence_number))
    expect(rest.events).toEqual(whole.events.slice(index + 1))
    expect(rest.isDone).toBe(true)
  }
})
