import { type Case, type Input, inputOf, isRuledOut, type Style, textOf } from './cases.ts'
import { type Expected, judge, judgeTool, type ToolAnswer } from './judge.ts'
import { type Known, nounOf } from './known.ts'
import type { Described } from './operations.ts'
import type { Answer, Send } from './send.ts'
import { tidied, type Wire } from './wire.ts'

/** A request with what came of it. */
export type Exchange = {
  wire: Wire
  /** Undefined when the request was broken off. */
  answer: Answer | undefined
  /** The status, or for a tool whether it succeeded. */
  outcome: string
  /** Whether it must have changed no row: it only read, or was refused before anything was stored. */
  changesNothing: boolean
  faults: string[]
}

export type Caller = { send: Send; key: string; known: Known }

/** Makes the request of a case, judges its answer, and notes the ids that it gave. */
export async function exchange(
  { send, key, known }: Caller,
  operation: Described,
  made: Case,
  style: Style,
): Promise<Exchange> {
  const input = inputOf(operation, made, known, style)
  const isTool = made.front === 'mcp'
  const plain = isTool ? toolWire(operation, input, key) : restWire(operation, input, key)
  const wire = { ...plain, ...made.wire?.apply(plain, made.wire.at) }
  const answer = await send(wire).catch((error: Error) => error)
  if (answer instanceof Error)
    return { wire, answer: undefined, outcome: 'no answer', changesNothing: false, faults: [answer.message] }
  if (!answer) return { wire, answer, outcome: 'broken off', changesNothing: true, faults: [] }
  const expected = expectedOf(operation, made, input, plain)
  const problem = problemIn(answer, isTool)
  const faults = isTool ? judgeTool(operation, expected, answer) : judge(wire, expected, answer)
  if (!problem && faults.length === 0 && wire.method === plain.method)
    remember(known, operation, input, isTool ? toolData(answer) : answer.body)
  return {
    wire,
    answer,
    outcome: isTool ? `mcp ${problem ? 'refused' : 'done'}` : String(answer.status),
    // A job that has ended without an answer gives its reason: it was stored.
    changesNothing: problem ? !('reason' in problem) : (isTool ? operation : wire).method === 'GET',
    faults,
  }
}

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

/** Headers carry bytes, and Node sends no others than these. */
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

/** What is wrong on the way may mend, or hide, what is wrong with the fields. */
function expectedOf(operation: Described, { wire, front }: Case, input: Input, { target }: Wire): Expected {
  if (!wire) return { refused: isRuledOut(operation, input, front === 'mcp') }
  return { refused: false, ...(target.split('?')[0] === tidied(target) && { status: wire.status }) }
}

function problemIn({ status, body }: Answer, isTool: boolean): object | undefined {
  if (status >= 400) return Object(body)
  if (!isTool) return undefined
  const { error, result } = body as ToolAnswer
  return error ?? (result?.isError ? JSON.parse(result.content[0]!.text) : undefined)
}

const toolData = ({ body }: Answer) => (body as ToolAnswer).result?.structuredContent

function remember(known: Known, { method, path }: Described, input: Input, answer: unknown): void {
  const sent = { ...input.query, ...input.body, ...named(path, input.path) }
  if (method === 'DELETE') for (const id of Object.values(input.path)) known.forget(id as string)
  else known.learn(sent, answer)
}

/** A path's parameter under the name that it has elsewhere. */
const named = (path: string, { id }: Input['path']) => (id === undefined ? {} : { [`${nounOf(path)}Id`]: id })
