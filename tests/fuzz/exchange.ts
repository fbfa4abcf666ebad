import { setTimeout } from 'node:timers/promises'
import { roll } from '#tests/support/random'
import { type Case, type Input, inputOf, isRuledOut, type Style, textOf } from './cases.ts'
import { type Expected, judge, judgeTool, type ToolAnswer } from './judge.ts'
import { type Known, nounOf } from './known.ts'
import { judgeOpenai } from './openai/judge.ts'
import type { OpenaiKnown } from './openai/known.ts'
import type { Described } from './operations.ts'
import type { Answer, Send } from './send.ts'
import { tidied, type Wire } from './wire.ts'

/** A request with its result. */
export type Exchange = {
  wire: Wire
  /** Undefined if the request was aborted. */
  answer: Answer | undefined
  /** The status, or for a tool its success. */
  outcome: string
  /** True if it must not change a row: it only reads, or was rejected before anything was stored. */
  changesNothing: boolean
  faults: string[]
}

export type Caller = {
  send: Send
  key: string
  known: Known
  /** For `/v1`: a key for one user, and the ids of that API. */
  openai: { boundKey: string | undefined; known: OpenaiKnown }
}

/** The share of `/v1` requests with the key for one user. */
const boundShare = 0.25

/** Makes the request of a case, checks its answer, and records the ids in it. */
export async function exchange(
  caller: Caller,
  operation: Described,
  made: Case,
  style: Style,
): Promise<Exchange> {
  const { send, known, openai } = caller
  const input = inputOf(operation, made, operation.isOpenai ? openai.known : known, style)
  const isTool = made.via === 'mcp'
  const boundKey = operation.isOpenai && roll(made.seed, 'bound') < boundShare ? openai.boundKey : undefined
  const isBound = boundKey !== undefined
  const key = boundKey ?? caller.key
  const plain = isTool ? toolWire(operation, input, key) : restWire(operation, input, key)
  const wire = { ...plain, ...made.wire?.apply(plain, made.wire.at) }
  const answer = await sendPatiently(send, wire, isTool).catch((error: Error) => error)
  if (answer instanceof Error)
    return { wire, answer: undefined, outcome: 'no answer', changesNothing: false, faults: [answer.message] }
  if (!answer) return { wire, answer, outcome: 'broken off', changesNothing: true, faults: [] }
  const expected = expectedOf(operation, made, input, plain)
  const problem = problemIn(answer, isTool)
  const judgeRest = () =>
    operation.isOpenai ? judgeOpenai(wire, expected, answer, isBound) : judge(wire, expected, answer)
  const faults = isTool ? judgeTool(operation, expected, answer) : judgeRest()
  if (!problem && faults.length === 0 && wire.method === plain.method)
    remember(caller, operation, input, isTool ? toolData(answer) : answer.body)
  return {
    wire,
    answer,
    outcome: isTool ? `mcp ${problem ? 'refused' : 'done'}` : String(answer.status),
    // An error of a job that ended without an answer: the job was stored.
    changesNothing: problem ? !isOfJob(problem) : isRead(isTool ? operation : wire),
    faults,
  }
}

/** Codes of `/v1` that may mean a stored job ended without an answer. The error does not say whether it was stored. */
const codesOfJobs = ['insufficient_quota', 'context_length_exceeded']

function isOfJob(problem: object): boolean {
  const { error } = problem as { error?: { code?: string } }
  return 'reason' in problem || codesOfJobs.includes(error?.code ?? '')
}

const triesMax = 30
const pauseMs = 2_000

/**
 * Repeats the request while a service does not answer the server in time, as on a busy machine. A lasting failure counts
 * as a fault.
 */
async function sendPatiently(send: Send, wire: Wire, isTool: boolean): Promise<Answer | undefined> {
  for (let tries = 1; ; tries++) {
    const answer = await send(wire)
    const isAway = answer && statusOf(answer, isTool) === 503
    if (!isAway || tries === triesMax) return answer
    await setTimeout(pauseMs)
  }
}

/** The status of the REST answer, or for a tool the matching REST status. */
function statusOf(answer: Answer, isTool: boolean): number {
  const problem = isTool && answer.status === 200 ? problemIn(answer, isTool) : undefined
  return (problem as { status?: number } | undefined)?.status ?? answer.status
}

const isRead = ({ method, ...sent }: { method: string; target?: string }) =>
  method === 'GET' || sent.target?.startsWith('/v1/responses/input_tokens') === true

function restWire({ method, path, body }: Described, input: Input, key: string): Wire {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(textOf(input.path[name])))
  const query = Object.entries(input.query).map((pair) =>
    pair.map((each) => encodeURIComponent(textOf(each))).join('='),
  )
  const target = query.length > 0 ? `${filled}?${query.join('&')}` : filled
  const named = Object.entries(input.header).map(([name, value]) => [name.toLowerCase(), inHeader(value)])
  const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) }
  return {
    method,
    target,
    headers: { ...headers, ...Object.fromEntries(named) },
    ...(body && { body: Buffer.from(JSON.stringify(input.body)) }),
  }
}

/** Node only sends these characters in headers. */
const inHeader = (value: unknown) => textOf(value).replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')

function toolWire({ id }: Described, { path, query, body }: Input, key: string): Wire {
  const params = { name: id, arguments: { ...path, ...query, ...body } }
  return {
    method: 'POST',
    target: '/mcp',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })),
  }
}

/** The expected result. A fault in transit may repair or hide the faults of the fields. */
function expectedOf(operation: Described, { wire, via }: Case, input: Input, { target }: Wire): Expected {
  if (!wire) return { refused: isRuledOut(operation, input, via === 'mcp') }
  return { refused: false, ...(target.split('?')[0] === tidied(target) && { status: wire.status }) }
}

function problemIn({ status, body }: Answer, isTool: boolean): object | undefined {
  if (status >= 400) return Object(body)
  if (!isTool) return undefined
  const { error, result } = body as ToolAnswer
  return error ?? (result?.isError ? JSON.parse(result.content[0]!.text) : undefined)
}

const toolData = ({ body }: Answer) => (body as ToolAnswer).result?.structuredContent

function remember(
  { known, openai }: Caller,
  { method, path, isOpenai }: Described,
  input: Input,
  answer: unknown,
): void {
  const isDeletion = method === 'DELETE'
  if (isOpenai && isDeletion) openai.known.forget(Object.values(input.path).at(-1))
  else if (isOpenai) openai.known.learn(input.path, answer)
  else if (isDeletion) for (const id of Object.values(input.path)) known.forget(id as string)
  else known.learn({ ...input.query, ...input.body, ...named(path, input.path) }, answer)
}

/** A path's id under its name in bodies and answers. */
const named = (path: string, { id }: Input['path']) => (id === undefined ? {} : { [`${nounOf(path)}Id`]: id })
