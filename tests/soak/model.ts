import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen, readText, sendJson } from '#tests/support/http'
import { between, choose, roll } from '#tests/support/random'
import { completionOf, endOf, piecesOf, saidBy } from './model-wire.ts'

/** The behaviours of the model and their weights. */
const behaviours = {
  answers: 64,
  'answers slowly': 9,
  '429': 4,
  '429 with retry-after': 4,
  '500': 5,
  hangs: 3,
  'cuts its answer': 4,
  'is no JSON': 1,
  'answers nothing': 3,
  '400': 2,
  '401': 1,
}
type Behaviour = keyof typeof behaviours

/** A model call from the model's view. */
export type Call = {
  /** The call's number. The model reports it as completion tokens, so a ledger row identifies its call. */
  id: number
  /** The life of the server instance that called. */
  life: string
  model: string
  /** True if the call asked for a stream. */
  streams: boolean
  /** The texts of all messages, the question last. For a tool call its arguments, for a tool result its output. */
  contents: string[]
  question: string
  /** True if it answers with a call of the offered function. */
  callsFunction: boolean
  /** The time of the call. */
  askedMs: number
  behaviour: Behaviour
  /** The answer's text, or the arguments of its tool call. */
  answer: string | null
  promptTokens: number
  /** The time at which the whole response with its usage was handed to the network. */
  reportedMs: number | null
  /** True if the model cut the response. */
  cut: boolean
  /** True if the caller disconnected before the answer. */
  abandoned: boolean
}

export type SoakModel = {
  urlFor(instance: string): string
  calls: Call[]
  open(): number
  /** The questions of a life's open and recent calls. */
  questionsOf(life: string): string[]
  close(): Promise<void>
}

/** An answer is stored within this time, unless the database is down. */
const momentMs = 10_000

type Options = {
  seed: number
  lifeOf(instance: string): string
  /** Called for each call before its answer. It may kill the caller. */
  onCall(instance: string): Promise<void>
}

type Message = { role: string; content: string | null; tool_calls?: { function: { arguments: string } }[] }
type Request = { model: string; messages: Message[]; stream?: boolean; tools?: unknown[] }

const textOf = ({ content, tool_calls: calls = [] }: Message) =>
  [content ?? '', ...calls.map((call) => call.function.arguments)].join('')

/** An OpenAI-compatible server that records its calls. The seed decides which calls fail. */
export async function startSoakModel({ seed, lifeOf, onCall }: Options): Promise<SoakModel> {
  const calls: Call[] = []
  const asked = new Map<string, number>()
  let open = 0
  const server = await listen(async (incoming, response) => {
    open++
    response.on('close', () => open--)
    const instance = incoming.url!.split('/')[1]!
    const call = toCall(JSON.parse(await readText(incoming)) as Request, calls.length + 1, lifeOf(instance))
    const nth = (asked.get(call.question) ?? 0) + 1
    asked.set(call.question, nth)
    call.behaviour = choose(behaviours, roll(seed, 'call', call.question, nth))
    calls.push(call)
    response.on('close', () => {
      call.abandoned = !response.writableFinished && !call.cut
    })
    await onCall(instance)
    await behave(call, roll(seed, 'time', call.question, nth), incoming, response)
  })
  return {
    urlFor: (instance) => `${server.url}/${instance}/v1`,
    calls,
    open: () => open,
    questionsOf: (life) =>
      calls
        .filter((call) => call.life === life && (call.reportedMs ?? Date.now()) > Date.now() - momentMs)
        .map(({ question }) => question),
    close: server.close,
  }
}

function toCall(request: Request, id: number, life: string): Call {
  const { model, messages, stream = false, tools = [] } = request
  const contents = messages.map(textOf)
  const call = { id, life, model, contents, question: contents.at(-1)!, behaviour: 'answers' as const }
  return {
    ...call,
    streams: stream,
    callsFunction: tools.length > 0 && messages.at(-1)!.role !== 'tool',
    askedMs: Date.now(),
    answer: null,
    promptTokens: 10 * contents.length,
    reportedMs: null,
    cut: false,
    abandoned: false,
  }
}

async function behave(
  call: Call,
  rolled: number,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sendError = (status: number, headers: Record<string, string> = {}) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    sendJson(response, status, { error: { message: 'scripted' } })
  }
  switch (call.behaviour) {
    case '400':
    case '401':
    case '429':
    case '500':
      return sendError(Number(call.behaviour))
    case '429 with retry-after':
      return sendError(429, rolled < 0.5 ? { 'retry-after': '1' } : { 'retry-after-ms': '300' })
    case 'hangs':
      await sleep(between(200, 3_000, rolled))
      call.cut = true
      return void incoming.socket.destroy()
    case 'cuts its answer':
      call.cut = true
      if (call.streams) return cutStream(call, rolled, incoming, response)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      return void response.write('{"choices":[{"message":{"content":"It', () => incoming.socket.destroy())
    case 'is no JSON':
      return void response.end('<html>')
    case 'answers slowly':
      return answer(call, between(1_200, 3_000, rolled), saidBy(call), response)
    case 'answers nothing':
      return answer(call, 0, '', response)
    case 'answers':
      return answer(call, between(5, 150, rolled), saidBy(call), response)
  }
}

/** Answers after `ms` milliseconds, or streams in pieces during them. */
async function answer(call: Call, ms: number, content: string, response: ServerResponse): Promise<void> {
  if (call.streams) await writePieces(piecesOf(call, content), ms, response)
  else await sleep(ms)
  if (response.destroyed) return
  call.answer = content
  response.on('finish', () => {
    call.reportedMs = Date.now()
  })
  if (call.streams) return void response.end(endOf(call))
  sendJson(response, 200, completionOf(call, content))
}

async function writePieces(pieces: string[], ms: number, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const piece of pieces) {
    if (response.destroyed) return
    response.write(piece)
    await sleep(ms / pieces.length)
  }
}

/** Cuts the stream at a byte after the start and before the end of the answer. */
async function cutStream(
  call: Call,
  rolled: number,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pieces = piecesOf(call, saidBy(call))
  const whole = pieces.join('')
  const cutAt = between(pieces[0]!.length, whole.length, rolled)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(whole.slice(0, Math.floor(cutAt / 2)))
  await sleep(between(0, 300, rolled))
  if (response.destroyed) return
  response.write(whole.slice(Math.floor(cutAt / 2), cutAt), () => incoming.socket.destroy())
}
