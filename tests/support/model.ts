import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerExactly, obedientModel } from '#tests/support/obedient'

/**
 * The fake model's response to one call. Calls with the same last message take the steps in order, and repeat the last
 * step.
 */
export type Step =
  | {
      answer: string
      times?: number
      finishReason?: string
      delayMs?: number
      everyMs?: number
      unmetered?: boolean
      /** Sent only after `release`. */
      held?: boolean
    }
  /** Tool calls, with optional text before them. A stream sends their arguments in pieces of `pieceCharacters`. */
  | { calls: ToolCall[]; answer?: string; pieceCharacters?: number; everyMs?: number; finishReason?: string }
  | { status: number; headers?: Record<string, string>; error?: Record<string, unknown> }
  /** A raw response body with status 200, as another server would send. */
  | { body: object; type?: string }
  | { raw: string; type: string; staysOpen?: boolean }
  | { broken: 'hang' | 'cut' | 'not json' }
  /**
   * A stream of these pieces (or deltas), one every `everyMs`. The piece `heldAt` is sent only after `release`. After the
   * last piece the stream may be cut, at once or by a request to `/cut?text=…`, or stay open and silent.
   */
  | { pieces: (string | object)[]; everyMs?: number; last?: Last; heldAt?: number }
  /** Raw bytes of a stream. With `cutAt`, the connection is cut after this many bytes. */
  | { bytes: string; cutAt?: number }
type Last = 'cut' | 'cut when told' | 'hang'
type ToolCall = { id: string; name: string; arguments: string }
/** The whole body of a call. Messages with images have content parts. */
export type ModelCall = {
  model: string
  messages: { role: string; content: string; tool_call_id?: string; tool_calls?: unknown[] }[]
  [parameter: string]: unknown
}

/** A message that makes the fake model take these steps. */
export const script = (name: string, ...steps: Step[]) => `${name} ${marker}${JSON.stringify(steps)}`
const marker = 'script:'

/** The pieces of an answer, with characters of several bytes. */
export const pieces = (count: number) => Array.from({ length: count }, (_, i) => `piece ${i}, é漢😀. `)

export type FakeModel = {
  url: string
  /** The calls whose last message contains the text, in order. */
  calls(text: string): ModelCall[]
  /** Releases the held answers to messages that contain the text, also for later calls. */
  release(text: string): void
  /** Every requested URL with its query, and the key sent. */
  visits: { url: string; key: string | undefined }[]
  close(): Promise<void>
}

/**
 * An OpenAI-compatible server that follows the script in a message, and otherwise answers `echo: <message>`. Tests in
 * other processes read its calls at `/calls?text=…`. Usage: 10 prompt tokens per message, 5 for the answer.
 */
export async function startFakeModel(port = 0): Promise<FakeModel> {
  const journal: ModelCall[] = []
  const calls = (text: string) => journal.filter((call) => lastText(call).includes(text))
  const visits: FakeModel['visits'] = []
  const released: string[] = []
  const holds = new Set<() => void>()
  const untilReleased = async (last: string) => {
    while (!released.some((text) => last.includes(text)))
      await new Promise<void>((resolve) => holds.add(resolve))
  }
  /** The streams that wait for a cut, by the text of their last message. */
  const held = new Map<string, ServerResponse>()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://model')
    visits.push({ url: request.url ?? '/', key: keyIn(request) })
    if (url.pathname === '/calls') return sendJson(response, 200, calls(url.searchParams.get('text') ?? ''))
    if (url.pathname === '/cut') {
      for (const [last, stream] of held)
        if (last.includes(url.searchParams.get('text') ?? '')) stream.destroy()
      return sendJson(response, 200, {})
    }
    // The model list is empty, but every model name works.
    if (request.method === 'GET') return sendJson(response, 200, { object: 'list', data: [] })
    const call = JSON.parse(await text(request)) as ModelCall
    const last = lastText(call)
    const steps = call.model === obedientModel ? [answerExactly(call)] : stepsOf(last)
    const taken = journal.filter((other) => lastText(other) === last).length
    journal.push(call)
    const step = steps[Math.min(taken, steps.length - 1)]!
    if ('held' in step && step.held) await untilReleased(last)
    if ('pieces' in step && step.last === 'cut when told') held.set(last, response)
    await take(step, call, response, () => untilReleased(last))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    release: (text) => {
      released.push(text)
      for (const wake of holds) wake()
      holds.clear()
    },
    visits,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The key from any of the headers; all keys if there are several. */
function keyIn({ headers }: IncomingMessage): string | undefined {
  const shown = [headers.authorization, headers['api-key'], headers['openai-organization'], headers['x-own']]
  return shown.filter(Boolean).join(' and ') || undefined
}

/** The text of the last message, also if it has content parts. */
function lastText({ messages }: ModelCall): string {
  const content: unknown = messages.at(-1)?.content
  if (!Array.isArray(content)) return String(content ?? '')
  return content.map((part) => (typeof part.text === 'string' ? part.text : '')).join('\n')
}

function stepsOf(message: string): Step[] {
  const at = message.indexOf(marker)
  return at < 0 ? [{ answer: `echo: ${message}` }] : JSON.parse(message.slice(at + marker.length))
}

async function take(
  step: Step,
  call: ModelCall,
  response: ServerResponse,
  hold: () => Promise<void>,
): Promise<void> {
  if ('status' in step)
    return sendJson(response, step.status, { error: { message: 'scripted', ...step.error } }, step.headers)
  if ('body' in step)
    return sendJson(response, 200, step.body, { 'content-type': step.type ?? 'application/json' })
  if ('raw' in step) {
    response.writeHead(200, { 'content-type': step.type })
    return void (step.staysOpen ? response.write(step.raw) : response.end(step.raw))
  }
  if ('broken' in step) {
    if (step.broken === 'hang') return
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    if (step.broken === 'cut') return void response.write('{"choices":', () => response.destroy())
    return void response.end('<html>'.padEnd(1000))
  }
  if ('bytes' in step) return sendBytes(response, step)
  if ('pieces' in step) return sendPieces(response, call, step, hold)
  if ('calls' in step) return sendCalls(response, call, step)
  if (step.delayMs) await new Promise((resolve) => setTimeout(resolve, step.delayMs))
  if (call.stream) {
    const pieces = step.answer.repeat(step.times ?? 1).match(/[^ ]* ?/g) ?? []
    const { finishReason, unmetered, everyMs = 0 } = step
    return sendPieces(response, call, { pieces, everyMs, finishReason, unmetered })
  }
  const message = { role: 'assistant', content: step.answer.repeat(step.times ?? 1) }
  sendCompletion(response, call, message, step)
}

type Ending = { finishReason?: string | undefined; unmetered?: boolean | undefined }

function sendCompletion(
  response: ServerResponse,
  { model, messages }: ModelCall,
  message: object,
  { finishReason = 'stop', unmetered }: Ending,
): void {
  const prompt = messages.length * 10
  sendJson(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: finishReason, message }],
    ...(!unmetered && { usage: { prompt_tokens: prompt, completion_tokens: 5, total_tokens: prompt + 5 } }),
  })
}

/** Tool calls as OpenAI sends them: in a stream the first piece of a call has its id and name. */
async function sendCalls(
  response: ServerResponse,
  call: ModelCall,
  {
    calls,
    answer,
    pieceCharacters = 5,
    everyMs,
    finishReason = 'tool_calls',
  }: Extract<Step, { calls: ToolCall[] }>,
): Promise<void> {
  const toolCalls = calls.map(({ id, name, arguments: args }, index) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: args },
  }))
  if (!call.stream) {
    const tool_calls = toolCalls.map(({ index: _index, ...one }) => one)
    return sendCompletion(
      response,
      call,
      { role: 'assistant', content: answer ?? null, tool_calls },
      { finishReason },
    )
  }
  const deltas = toolCalls.flatMap((one) => {
    const { arguments: args, name } = one.function
    const pieces = args.match(new RegExp(`[^]{1,${pieceCharacters}}`, 'g')) ?? []
    return [
      { tool_calls: [{ ...one, function: { name, arguments: '' } }] },
      ...pieces.map((piece) => ({ tool_calls: [{ index: one.index, function: { arguments: piece } }] })),
    ]
  })
  const said = answer === undefined ? [] : [{ content: answer }]
  await sendPieces(response, call, {
    pieces: [...said, ...deltas],
    finishReason,
    ...(everyMs && { everyMs }),
  })
}

type Pieces = {
  /** Texts, or raw deltas. */
  pieces: (string | object)[]
  everyMs?: number
  heldAt?: number
  last?: Last
  finishReason?: string | undefined
  unmetered?: boolean | undefined
}

/** Streams like OpenAI: usage comes after the last choice, if the call asked for it. */
async function sendPieces(
  response: ServerResponse,
  call: ModelCall,
  step: Pieces,
  hold?: () => Promise<void>,
): Promise<void> {
  const { pieces, everyMs = 0, last, finishReason = 'stop', unmetered } = step
  const send = (more: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: call.model, ...more })}\n\n`,
    )
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  send({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] })
  for (const [at, piece] of pieces.entries()) {
    if (at === step.heldAt) await hold?.()
    const delta = typeof piece === 'string' ? { content: piece } : piece
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs))
    if (response.destroyed) return
    send({ choices: [{ index: 0, delta, finish_reason: null }] })
  }
  if (last === 'hang' || last === 'cut when told') return
  if (last === 'cut') return void setTimeout(() => response.destroy(), 50)
  send({ choices: [{ index: 0, delta: {}, finish_reason: finishReason }] })
  const prompt_tokens = call.messages.length * 10
  const wantsUsage = (call.stream_options as { include_usage?: boolean } | undefined)?.include_usage
  if (wantsUsage && !unmetered)
    send({ choices: [], usage: { prompt_tokens, completion_tokens: 5, total_tokens: prompt_tokens + 5 } })
  response.end('data: [DONE]\n\n')
}

function sendBytes(response: ServerResponse, { bytes, cutAt }: { bytes: string; cutAt?: number }): void {
  const all = Buffer.from(bytes)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  if (cutAt === undefined) return void response.end(all)
  response.write(all.subarray(0, cutAt), () => setTimeout(() => response.destroy(), 5))
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
