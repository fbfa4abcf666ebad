import { describe, expect, test } from 'vitest'
import type { JobView } from '#lib/jobs/schema'
import type { StreamEvent } from '#lib/jobs/stream/cursor'
import { type ResponseEvent, ResponseEvents } from '#lib/openai-api/responses/events'
import type { ResponseRequest } from '#lib/openai-api/responses/object'
import { expectEvent, expectOrder } from '#tests/openai-api/schemas'

const jobId = 'job_01a209f9335da70607a5b73943b1b7e7'
const createdAt = '2026-11-28T12:00:00.000Z'
const requestOf = (params: ResponseRequest['params'] = {}): ResponseRequest => ({
  jobId,
  model: 'gpt-6-luna',
  params,
  metadata: { topic: 'mountains' },
})

const usage = { promptTokens: 9, completionTokens: 3, totalTokens: 12 }
const jobOf = (more: Partial<JobView>): JobView => ({
  jobId,
  status: 'completed',
  conversationId: 1,
  attempts: 1,
  createdAt,
  finishedAt: '2026-11-28T12:00:02.000Z',
  ...more,
})
const accepted: StreamEvent = {
  event: 'accepted',
  id: '0',
  data: { jobId, conversationId: 1, status: 'running' },
}
const begin = (event: 'started' | 'restarted', attempt: string): StreamEvent => ({
  event,
  id: `${attempt}.0`,
  data: { attempt: Number.parseInt(attempt, 10) },
})
const delta = (attempt: string, offset: number, text: string): StreamEvent => ({
  event: 'delta',
  id: `${attempt}.${offset}`,
  data: { text },
})
const call = (offset: number, piece: object, text = ''): StreamEvent => ({
  event: 'calls',
  id: `1.${offset}`,
  data: { calls: [piece] },
  text,
})
const ended = (more: Partial<JobView>): StreamEvent => {
  const job = jobOf(more)
  return { event: job.status, id: 'end', data: job }
}

const streams = {
  'a text': [
    accepted,
    begin('started', '1'),
    delta('1', 5, 'Mount'),
    delta('1', 14, ' Everest.'),
    ended({ response: 'Mount Everest.', usage, model: 'gpt-6-luna' }),
  ],
  'an empty text': [accepted, begin('started', '1'), ended({ response: '', usage })],
  'an answer that was cut off': [
    accepted,
    begin('started', '1'),
    delta('1', 5, 'Mount'),
    ended({ response: 'Mount', usage, finishReason: 'length' }),
  ],
  'a second attempt': [
    accepted,
    begin('started', '1'),
    delta('1', 5, 'Mount'),
    begin('restarted', '2'),
    delta('2', 2, 'K2'),
    begin('restarted', '2r'),
    delta('2r', 3, 'K2.'),
    ended({ response: 'K2.', usage }),
  ],
  'function calls after a text': [
    accepted,
    begin('started', '1'),
    delta('1', 5, 'Wait.'),
    call(27, { index: 0, callId: 'call_a', name: 'height', arguments: '{' }, 'Wait.'),
    call(37, { index: 0, arguments: '"of":"K2"}' }, 'Wait.'),
    call(58, { index: 1, callId: 'call_b', name: 'height', arguments: '' }, 'Wait.'),
    call(60, { index: 1, arguments: '{}' }, 'Wait.'),
    ended({
      response: 'Wait.',
      usage,
      finishReason: 'tool_calls',
      items: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Wait.' }] },
        { type: 'function_call', call_id: 'call_a', name: 'height', arguments: '{"of":"K2"}' },
        { type: 'function_call', call_id: 'call_b', name: 'height', arguments: '{}' },
      ],
    }),
  ],
  'function calls without a text': [
    accepted,
    begin('started', '1'),
    call(23, { index: 0, callId: 'call_a', name: 'height', arguments: '{}' }),
    ended({
      response: '',
      finishReason: 'tool_calls',
      items: [{ type: 'function_call', call_id: 'call_a', name: 'height', arguments: '{}' }],
    }),
  ],
  'a failure in the middle': [
    accepted,
    begin('started', '1'),
    delta('1', 5, 'Mount'),
    ended({ status: 'failed', error: { code: 'model_busy', message: 'The model is busy.' } }),
  ],
  'a failure before any text': [accepted, ended({ status: 'failed', error: { code: 'x', message: 'No.' } })],
  'a cancelled job': [accepted, begin('started', '1'), ended({ status: 'cancelled' })],
} satisfies Record<string, StreamEvent[]>

function eventsOf(job: StreamEvent[], request = requestOf(), after?: number): ResponseEvent[] {
  const events = new ResponseEvents(request, after)
  return job.flatMap((event) => events.next(event))
}

/** The text of each item, joined from its deltas. */
function textsOf(events: ResponseEvent[]): Map<unknown, string> {
  const texts = new Map<unknown, string>()
  for (const { type, item_id: id, delta: text } of events)
    if (type === 'response.output_text.delta') texts.set(id, (texts.get(id) ?? '') + text)
  return texts
}

describe.each(Object.entries(streams))('the events of %s', (_name, job) => {
  test.each([true, false])("match OpenAI's documentation and its order (background: %s)", (background) => {
    const events = eventsOf(job, requestOf({ response: { background } }))
    for (const event of events) expectEvent(event)
    expect(expectOrder(events)).toEqual(new Set())
    expect(events[0]!.type).toBe('response.created')
    expect(events.at(-1)!.type).toMatch(/^response\.(completed|incomplete|failed)$/)
  })

  test('add up to the output of the last event', () => {
    const events = eventsOf(job)
    const { output } = events.at(-1)!.response as {
      output: { id: string; type: string; content?: { text: string }[] }[]
    }
    const done = new Map(
      events
        .filter(({ type }) => type === 'response.output_item.done')
        .map(({ item }) => [(item as { id: string }).id, item]),
    )
    for (const item of output) {
      expect(done.get(item.id)).toEqual(item)
      if (item.type === 'message' && item.content![0]!.text !== '')
        expect(textsOf(events).get(item.id)).toBe(item.content![0]!.text)
    }
  })

  test('have an output index that grows by one with each item', () => {
    const added = eventsOf(job).filter(({ type }) => type === 'response.output_item.added')
    expect(added.map(({ output_index }) => output_index)).toEqual(added.map((_, index) => index))
  })
})

test('a new attempt after the start of a call ends the stream, since some clients would run the call', () => {
  const job = [...streams['function calls after a text'].slice(0, 4), begin('restarted', '2')]
  const events = new ResponseEvents(requestOf())
  const last = job.flatMap((event) => events.next(event)).at(-1)!
  expectEvent(last)
  expect(last).toMatchObject({ type: 'error', code: 'answer_restarted' })
  expect(events.outcome).toBe('again')
})

test('a request that the platform ends gets an error in the foreground', () => {
  const job: StreamEvent[] = [accepted, begin('started', '1'), { event: 'reconnect', data: {} }]
  const last = eventsOf(job).at(-1)!
  expectEvent(last)
  expect(last).toMatchObject({ type: 'error', code: 'response_in_progress', error: { type: 'server_error' } })
  expect(eventsOf(job, requestOf({ response: { background: true } })).at(-1)!.type).toBe(
    'response.in_progress',
  )
})
