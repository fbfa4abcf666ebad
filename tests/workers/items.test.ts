import { beforeAll, describe, expect, it } from 'vitest'
import { lastUserText } from '#lib/items/text'
import type { Item, ModelRequest } from '#lib/items/types'
import { heartbeat } from '#lib/jobs/stream/events'
import { openJobStream } from '#lib/jobs/stream/open'
import { findTurn } from '#lib/jobs/turn'
import { accept } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { run, view } from '#tests/support/worker'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

const said = (text: string): Item => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
})
const tools: ModelRequest['tools'] = [
  { type: 'function', function: { name: 'weather', parameters: { type: 'object' }, strict: true } },
]
const call = (id: string, city: string) => ({ id, name: 'weather', arguments: `{"city":"${city}"}` })
const callItem = (id: string, city: string): Item => ({
  type: 'function_call',
  call_id: id,
  name: 'weather',
  arguments: `{"city":"${city}"}`,
})
const result = (call_id: string, output: string): Item => ({ type: 'function_call_output', call_id, output })

/** Accepts a turn with items and runs it. */
async function turn(items: Item[], more: Parameters<typeof accept>[0] = {}) {
  const accepted = await accept({ message: lastUserText(items), items, ...more })
  const outcome = await run(accepted)
  return { ...accepted, outcome, job: await view(accepted.job_id) }
}
const sent = (text: string) => services.model.calls(text).at(-1)!

describe('the request to the model', () => {
  it('has the parameters unchanged, and images as parts', async () => {
    const text = unique('what is this?')
    const image: Item = {
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_text', text },
        { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' },
      ],
    }
    const request: ModelRequest = {
      tools,
      tool_choice: 'auto',
      parallel_tool_calls: false,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'a', schema: { type: 'object' }, strict: true },
      },
      top_p: 0.5,
      stop: ['END'],
      seed: 7,
      reasoning_effort: 'low',
    }
    const instructions: Item = {
      type: 'message',
      role: 'developer',
      content: [{ type: 'input_text', text: 'Be brief.' }],
    }
    await turn([instructions, image], { request })
    expect(sent(text)).toEqual({
      model: 'fake-model',
      stream: false,
      ...request,
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
          ],
        },
      ],
    })
  })

  it("is the client's transcript, with the results of tools right after their calls", async () => {
    const text = unique('and tomorrow?')
    await turn([
      said('weather?'),
      callItem('c1', 'Seoul'),
      callItem('c2', 'Bonn'),
      result('c2', 'rain'),
      result('c1', 'sun'),
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Sun and rain.' }] },
      said(text),
    ])
    const toolCall = (id: string, city: string) => ({
      id,
      type: 'function',
      function: { name: 'weather', arguments: `{"city":"${city}"}` },
    })
    expect(sent(text).messages).toEqual([
      { role: 'user', content: 'weather?' },
      { role: 'assistant', content: null, tool_calls: [toolCall('c1', 'Seoul'), toolCall('c2', 'Bonn')] },
      { role: 'tool', tool_call_id: 'c1', content: 'sun' },
      { role: 'tool', tool_call_id: 'c2', content: 'rain' },
      { role: 'assistant', content: 'Sun and rain.' },
      { role: 'user', content: text },
    ])
  })

  it('has the calls and results of earlier turns, and says which calls were not run', async () => {
    const userId = newUser()
    const first = await turn([said(script(userId, { calls: [call('c1', 'Seoul'), call('c2', 'Bonn')] }))], {
      userId,
      request: { tools },
    })
    const conversationId = first.conversation_id
    const output = unique('sun')
    await turn([result('c2', output)], { userId, conversationId, message: '', request: { tools } })
    expect(sent(output).messages.slice(1)).toMatchObject([
      { role: 'assistant', content: null, tool_calls: [{ id: 'c1' }, { id: 'c2' }] },
      { role: 'tool', tool_call_id: 'c1', content: expect.stringContaining('not run') },
      { role: 'tool', tool_call_id: 'c2', content: output },
    ])
    const text = unique('native')
    const native = await accept({ userId, conversationId, message: text })
    await run(native)
    expect(sent(text).messages.map(({ role }) => role)).toEqual([
      ...['user', 'assistant', 'tool', 'tool', 'assistant', 'user'],
    ])
  })
})

describe('an answer', () => {
  it('may call several tools without text', async () => {
    const userId = newUser()
    const calls = [call('c1', 'Seoul'), call('c2', 'Bonn')]
    const { job, job_id } = await turn([said(script(userId, { calls }))], { userId, request: { tools } })
    expect(job).toMatchObject({
      status: 'completed',
      response: '',
      finishReason: 'tool_calls',
      items: [callItem('c1', 'Seoul'), callItem('c2', 'Bonn')],
    })
    expect(await findTurn(job_id, userId)).toMatchObject({
      output: job.items,
      params: { request: { tools } },
      turn: 1,
      lastTurn: 1,
      expiresAt: null,
    })
    expect(await findTurn(job_id, newUser())).toBeUndefined()
  })

  it.each([true, false])(
    'keeps arguments that arrive in pieces, with text before them (streamed: %s)',
    async (stream) => {
      const userId = newUser()
      const city = 'Llanfair "PG" 서울 😀'
      const args = JSON.stringify({ city })
      const step = {
        answer: 'I look.',
        calls: [{ id: 'c1', name: 'weather', arguments: args }],
        pieceCharacters: 3,
      }
      const { job } = await turn([said(script(userId, step))], { userId, request: { tools }, stream })
      expect(sent(userId).stream).toBe(stream)
      expect(job).toMatchObject({
        response: 'I look.',
        items: [
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
          { type: 'function_call', call_id: 'c1', name: 'weather', arguments: args },
        ],
      })
    },
  )

  it('that calls a tool is invalid when no tool was offered', async () => {
    const userId = newUser()
    const step = { calls: [call('c1', 'Seoul')] }
    const accepted = await accept({ userId, message: script(userId, step, step) })
    await run(accepted)
    expect(await view(accepted.job_id)).toMatchObject({ lastError: { code: 'only_tool_calls' } })
  })

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'content_filter'],
  ])('that ends with %s has the finish reason %s', async (finishReason, shown) => {
    const userId = newUser()
    const accepted = await accept({ userId, message: script(userId, { answer: 'so far', finishReason }) })
    await run(accepted)
    expect(await view(accepted.job_id)).toMatchObject({ response: 'so far', finishReason: shown })
  })

  it('that is a refusal has a refusal item', async () => {
    const userId = newUser()
    const body = { choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'I cannot.' } }] }
    const accepted = await accept({ userId, message: script(userId, { body }) })
    await run(accepted)
    expect(await view(accepted.job_id)).toMatchObject({
      response: 'I cannot.',
      items: [{ content: [{ type: 'refusal', refusal: 'I cannot.' }] }],
    })
  })
})

describe('a parameter that the provider refuses by name', () => {
  const refusing = (param: string) => ({ status: 400, error: { param, message: `Unsupported: ${param}` } })

  it.each(['parallel_tool_calls', 'seed', 'presence_penalty', 'reasoning_effort', 'verbosity'] as const)(
    'is left out with a warning: %s',
    async (param) => {
      const userId = newUser()
      const request = {
        parallel_tool_calls: false,
        seed: 1,
        presence_penalty: 1,
        reasoning_effort: 'low',
        verbosity: 'low',
      } as const
      const { job } = await turn([said(script(userId, refusing(param), { answer: 'yes' }))], {
        userId,
        request,
      })
      expect(job).toMatchObject({ status: 'completed', warnings: [expect.stringContaining(param)] })
      const { [param]: _refused, ...others } = request
      expect(sent(userId)).toMatchObject(others)
      expect(sent(userId)).not.toHaveProperty(param)
    },
  )

  it.each(['tools', 'tool_choice', 'response_format'])(
    'fails the job when the answer needs it: %s',
    async (param) => {
      const userId = newUser()
      const request: ModelRequest = {
        tools,
        tool_choice: 'required',
        response_format: { type: 'json_object' },
      }
      const { job } = await turn([said(script(userId, refusing(param)))], { userId, request })
      expect(job).toMatchObject({
        status: 'failed',
        error: { code: 'model_refused', message: expect.stringContaining(`Unsupported: ${param}`) },
      })
    },
  )
})

describe('equal turns', () => {
  it('with items are separate, unless they have the same idempotency key', async () => {
    const userId = newUser()
    const items = [said('again')]
    const first = await accept({ userId, message: 'again', items, sessionId: 's' }, 'same')
    const second = await accept({ userId, message: 'again', items, sessionId: 's' }, 'same')
    expect([first.kind, second.kind]).toEqual(['new', 'new'])
    expect(second.job_id).not.toBe(first.job_id)
    const keyed = { userId, message: 'again', items, idempotencyKey: 'k' }
    expect([(await accept(keyed)).kind, (await accept(keyed)).kind]).toEqual(['new', 'replayed'])
  })
})

describe('an older version of the server, which only supports text', () => {
  /** Claims as the older version does: without the new parameter. */
  const claim = async (call: string, ...values: unknown[]) =>
    (await services.database.query(`select ${call} as claim`, values)).rows.map((row) => row.claim)

  it('gets no job with items, by id or as due work, but this version does', async () => {
    const items = [said(unique('an image, say'))]
    const { job_id } = await accept({ message: lastUserText(items), items })
    const plain = await accept()
    expect(await claim('claim_job($1, null, 60, 900, 5, 200)', job_id)).toEqual([
      { state: 'not_due', dueInSeconds: 5 },
    ])
    const due = await claim('claim_due_jobs(null, 1000, 60, 900, 5, 200)')
    const ids = due.map(({ job }) => job.id)
    expect(ids).toContain(plain.job_id)
    expect(ids).not.toContain(job_id)
    const all = await claim('claim_due_jobs(null, 1000, 60, 900, 5, 200, true)')
    expect(all.find(({ job }) => job.id === job_id)).toMatchObject({ state: 'claimed', items })
  })
})

describe('a stream of an answer with tool calls', () => {
  /** All events of a job's stream, after an id. */
  async function eventsOf(jobId: string, userId: string, after?: string) {
    const opened = await openJobStream(jobId, userId, { ...(after !== undefined && { after }) })
    if (opened.kind === 'end') return []
    const events = []
    for await (const event of opened.stream.events) if (event !== heartbeat) events.push(event)
    opened.stream.close()
    return events
  }
  type Delta = { calls: { index: number; callId?: string; name?: string; arguments: string }[] }
  const joined = (events: Awaited<ReturnType<typeof eventsOf>>) => {
    const calls: { callId?: string; name?: string; arguments: string }[] = []
    for (const { index, ...piece } of events.flatMap(({ event, data }) =>
      event === 'calls' ? (data as Delta).calls : [],
    ))
      calls[index] = {
        ...calls[index],
        ...piece,
        arguments: (calls[index]?.arguments ?? '') + piece.arguments,
      }
    return calls
  }
  const step = {
    answer: 'I look.',
    calls: [call('c1', 'Seoul 서울 😀'), call('c2', 'Bonn')],
    pieceCharacters: 2,
    everyMs: 5,
  }
  const whole = step.calls.map(({ id, ...others }) => ({ callId: id, ...others }))

  /** The events of a turn while it runs. None of them is a restart. */
  async function streamed(userId: string, items: Item[]) {
    const accepted = await accept({
      userId,
      message: lastUserText(items),
      items,
      request: { tools },
      stream: true,
    })
    const running = run(accepted)
    const events = await eventsOf(accepted.job_id, userId)
    await running
    expect(events.filter(({ event }) => event === 'restarted')).toEqual([])
    return { jobId: accepted.job_id, events }
  }

  it('sends the text, then the arguments as they arrive, and resumes after any event', async () => {
    const userId = newUser()
    const items = [said(script(userId, step))]
    const { jobId, events } = await streamed(userId, items)
    expect(events.filter(({ event }) => event === 'delta').map(({ data }) => data)).toEqual([
      { text: 'I look.' },
    ])
    expect(joined(events)).toEqual(whole)
    expect(events.at(-1)).toMatchObject({
      event: 'completed',
      data: { items: [{ type: 'message' }, {}, {}] },
    })
    for (const [index, { id }] of events.entries()) {
      if (id === undefined || id === 'end') continue
      const rest = await eventsOf(jobId, userId, id)
      expect(joined([...events.slice(0, index + 1), ...rest])).toEqual(whole)
    }
  })

  it('sends the calls whole if they were not sent while the model wrote', async () => {
    const userId = newUser()
    const { job_id } = await turn([said(script(userId, step))], { userId, request: { tools } })
    expect(joined(await eventsOf(job_id, userId))).toEqual(whole)
  })

  it('sends the same answer as the stored one when calls alternate', async () => {
    const userId = newUser()
    const delta = (index: number, more: object, args: string) => ({
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index, ...more, function: { name: more && 'f', arguments: args } }] },
        },
      ],
    })
    const chunks = [
      delta(0, { id: 'a' }, '{"x"'),
      delta(1, { id: 'b' }, '{"y"'),
      delta(0, {}, ':1}'),
      delta(1, {}, ':2}'),
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
    ]
    const bytes = `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`
    const items = [said(script(userId, { bytes }))]
    const { events } = await streamed(userId, items)
    expect(joined(events)).toEqual([
      { callId: 'a', name: 'f', arguments: '{"x":1}' },
      { callId: 'b', name: 'f', arguments: '{"y":2}' },
    ])
  })
})
