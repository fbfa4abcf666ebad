import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toWire } from '#lib/items/wire'
import type { JobView } from '#lib/jobs/schema'
import { StreamCursor } from '#lib/jobs/stream/cursor'
import type { Follower } from '#lib/jobs/stream/follower'
import { parsePosition, textId } from '#lib/jobs/stream/position'
import { type ResponseEvent, ResponseEvents } from '#lib/openai-api/responses/events'
import { clientPositionOf } from '#lib/openai-api/responses/sequence'
import { expectEvent, expectOrder } from '#tests/openai-api/schemas'

type Call = { call_id: string; name: string; arguments: string }
type Item = { id: string; type: string; call_id?: string; arguments?: string; content?: { text: string }[] }

const jobId = 'job_01a209f9335da70607a5b73943b1b7e7'
const tools = [{ type: 'function' as const, function: { name: 'f' } }]
const request = { jobId, model: 'gpt-6-luna', params: { request: { tools } }, metadata: {} }

function jobOf(text: string, calls: Call[]): JobView {
  const said = { type: 'message' as const, role: 'assistant' as const }
  const message = { ...said, content: [{ type: 'output_text' as const, text }] }
  return {
    jobId,
    status: 'completed',
    conversationId: 1,
    attempts: 1,
    createdAt: '2026-11-28T12:00:00.000Z',
    finishedAt: '2026-11-28T12:00:02.000Z',
    finishReason: 'tool_calls',
    response: text,
    items: [
      ...(text === '' ? [] : [message]),
      ...calls.map((call) => ({ type: 'function_call' as const, ...call })),
    ],
  }
}

/** The state of a job in a server while its model writes, and a connection that starts after this event number. */
type State = { attempt: number; text: string; end: Follower['end'] }

function open(state: State, after: number) {
  const read = clientPositionOf(after)
  const accepted = { jobId, conversationId: 1, status: 'running' as const }
  const lengthMax = state.end ? state.text.length : Number.POSITIVE_INFINITY
  const position = read.kind === 'text' ? textId(1, false, Math.min(read.offset, lengthMax)) : undefined
  const cursor = new StreamCursor(state as Follower, parsePosition(position), position ? undefined : accepted)
  const events = new ResponseEvents(request, after)
  return function* (): Generator<ResponseEvent> {
    for (let event = cursor.next(); event; event = cursor.isDone ? undefined : cursor.next())
      yield* events.next(event)
  }
}

/** Reads while the answer grows to each of these lengths, and disconnects after each of these numbers of events. */
function read(wire: string, job: JobView, lengths: number[], hangUps: number[]): ResponseEvent[] {
  const state: State = { attempt: 1, text: '', end: undefined }
  const all: ResponseEvent[] = []
  const left = [...hangUps]
  let connection = open(state, -1)
  const drain = () => {
    for (;;) {
      const most = left.shift() ?? Number.POSITIVE_INFINITY
      let taken = 0
      for (const event of connection()) {
        all.push(event)
        if (++taken > most) break
      }
      if (taken <= most) return
      connection = open(state, all.at(-1)!.sequence_number)
    }
  }
  for (const length of lengths) {
    state.text = wire.slice(0, length)
    drain()
  }
  state.text = wire
  state.end = { job, answeredBy: { attempt: 1, isRevised: false } }
  drain()
  return all
}

const isDelta = ({ type }: ResponseEvent) => type.endsWith('.delta')

/** The joined deltas of each item. */
function written(events: ResponseEvent[]): Map<unknown, string> {
  const texts = new Map<unknown, string>()
  for (const { item_id: id, delta } of events.filter(isDelta)) texts.set(id, `${texts.get(id) ?? ''}${delta}`)
  return texts
}

const word = fc.string({ minLength: 1, maxLength: 5 })
const calls = fc.array(fc.record({ call_id: word, name: word, arguments: fc.string({ maxLength: 12 }) }), {
  maxLength: 3,
})

test('a reader that is cut off after any event gets each delta of the calls once, and the stored answer at the end', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 8 }),
      calls,
      fc.array(fc.nat(80)),
      fc.array(fc.nat(3)),
      (said, made, cuts, hangUps) => {
        const text = made.length > 0 && said.startsWith(' ') ? '' : said
        const wire = toWire(text, made)
        const job = jobOf(text, made)
        const events = read(
          wire,
          job,
          cuts.toSorted((a, b) => a - b),
          hangUps,
        )
        for (const event of events) expectEvent(event)
        expect(expectOrder(events)).toEqual(new Set())
        const { output } = events.at(-1)!.response as { output: Item[] }
        expect(output).toHaveLength(made.length + (text === '' ? 0 : 1))
        for (const [index, { id, arguments: given, content }] of output.entries()) {
          expect(written(events).get(id) ?? '').toBe(given ?? content![0]!.text)
          const done = { type: 'response.output_item.done', output_index: index, item: output[index] }
          expect(events).toContainEqual(expect.objectContaining(done))
        }
        // All other events are the same and have the same numbers, however they were read.
        const atOnce = read(wire, job, [], [])
        expect(events.filter((event) => !isDelta(event))).toEqual(atOnce.filter((event) => !isDelta(event)))
      },
    ),
    { numRuns: 300 },
  )
})

test('no event completes a call before the answer is stored', () => {
  const made = [
    { call_id: 'a', name: 'f', arguments: '{"x":1}' },
    { call_id: 'b', name: 'f', arguments: '{}' },
  ]
  const events = open({ attempt: 1, text: toWire('Wait.', made), end: undefined }, -1)
  const types = [...events()].map(({ type }) => type)
  expect(types.slice(-5)).toEqual([
    'response.output_item.done',
    'response.output_item.added',
    'response.function_call_arguments.delta',
    'response.output_item.added',
    'response.function_call_arguments.delta',
  ])
})

test('a reader that resumes and may have read calls is told that another attempt writes the answer', () => {
  const wire = toWire('', [{ call_id: 'a', name: 'f', arguments: '{"x":1}' }])
  const state: State = { attempt: 1, text: wire, end: undefined }
  const last = [...open(state, -1)()].at(-1)!.sequence_number
  state.attempt = 2
  expect([...open(state, last)()][0]).toMatchObject({ type: 'error', code: 'answer_restarted' })
})
