import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen, readText, sendJson } from '#bench/http'
import { completionOf, endOf, piecesOf, saidBy } from './model-wire.ts'
import { between, choose, roll } from './random.ts'

/** What the model does, and how often. */
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

/** One call of the model, as the model saw it. */
export type Call = {
  /** Its number, which it reports as its completion tokens: so a ledger row names its call. */
  id: number
  /** The life of the server instance that called. */
  life: string
  model: string
  /** Whether it was asked for a stream. */
  streams: boolean
  /** All that it was told, the question last; of a call of a function its arguments, of a result what it says. */
  contents: string[]
  question: string
  /** Whether it answers with a call of the function that it was offered. */
  callsFunction: boolean
  /** When it came. */
  askedMs: number
  behaviour: Behaviour
  /** Its text, or the arguments of its call. */
  answer: string | null
  promptTokens: number
  /** When the response that says what it cost had been handed to the network to its end. */
  reportedMs: number | null
  /** Whether the model itself broke it off. */
  cut: boolean
  /** Whether the caller hung up before it had an answer. */
  abandoned: boolean
}

export type SoakModel = {
  urlFor(instance: string): string
  calls: Call[]
  open(): number
  /** What a life asks now, or was answered in the last moments. */
  questionsOf(life: string): string[]
  close(): Promise<void>
}

/** An answer is stored within it, but for a database that is away. */
const momentMs = 10_000

type Options = {
  seed: number
  lifeOf(instance: string): string
  /** Told of each call before it is answered; it may kill the caller. */
  onCall(instance: string): Promise<void>
}

type Message = { role: string; content: string | null; tool_calls?: { function: { arguments: string } }[] }
type Request = { model: string; messages: Message[]; stream?: boolean; tools?: unknown[] }

const textOf = ({ content, tool_calls: calls = [] }: Message) =>
  [content ?? '', ...calls.map((call) => call.function.arguments)].join('')

/** An OpenAI-compatible server that fails on a script, which is a function of the seed, and keeps a journal. */
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
  const refuse = (status: number, headers: Record<string, string> = {}) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    sendJson(response, status, { error: { message: 'scripted' } })
  }
  switch (call.behaviour) {
    case '400':
    case '401':
    case '429':
    case '500':
      return refuse(Number(call.behaviour))
    case '429 with retry-after':
      return refuse(429, rolled < 0.5 ? { 'retry-after': '1' } : { 'retry-after-ms': '300' })
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

/** Answers after so long, or bit by bit meanwhile. */
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

/** Breaks off at any byte before the end of the answer, but after its beginning. */
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
