import { isObject } from '#lib/json'
import type { Json } from '#lib/models/dialect/json'
import { partsOf, separateThoughts } from '#lib/models/dialect/message'
import { addCalls } from '#lib/models/dialect/tool-calls'

/** A stream that ended in the middle of an answer. `body` is the part that arrived. */
export class InterruptedStream extends Error {
  override name = 'InterruptedStream'
  readonly body: Json
  constructor(body: Json) {
    super('The stream ended before the answer did.')
    this.body = body
  }
}

/**
 * The body of a response with status 200: one JSON object, with or without `data: [DONE]` after it, or the events of a
 * stream, which some servers send even if not requested. Throws InterruptedStream for a stream that ended early, and
 * SyntaxError for everything else.
 */
export function parseBody(text: string): Json | undefined {
  const whole = text.replace(/^\uFEFF/, '').trimEnd()
  const answer = whole.replace(/data:[ \t]*\[DONE\]$/, '')
  const json = parse(answer)
  // A single chunk is a stream that ended after its first line, not an answer.
  if (isChunk(json)) return bodyOfStream([answer], answer !== whole)
  if (json !== undefined) return isObject(json) ? json : undefined
  const lines = answer.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '' && !line.startsWith(':'))
  const alone = parse(lines.join('\n'))
  return isObject(alone) ? alone : bodyOfStream(lines, answer !== whole)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function bodyOfStream(lines: string[], endsDone: boolean): Json {
  const body: Json = {}
  let event = ''
  let isDone = endsDone
  for (const line of lines) {
    const [, field = '', value = ''] = /^(data|event|id|retry):\s?(.*)$/.exec(line) ?? []
    if (field === 'event') event = value
    if (field !== 'data' && field !== '') continue
    if (value.trim() === '[DONE]') isDone = true
    // Ollama streams lines of JSON without a field name.
    else addChunk(body, chunkOf(JSON.parse(field ? value : line), event))
    event = ''
  }
  if (lines.length === 0) throw new SyntaxError('no completion')
  const [choice] = choicesOf(body)
  if (!isDone && choice && !choice.finish_reason && !choice.error && !body.error)
    throw new InterruptedStream(body)
  return body
}

const isChunk = (json: unknown) => isObject(json) && isObject(choicesOf(json)[0]?.delta)

/** The data of an event named `error` may be the error object itself. */
const chunkOf = (chunk: unknown, event: string): unknown =>
  event === 'error' && isObject(chunk) && chunk.error === undefined ? { error: chunk } : chunk

const choicesOf = (body: Json): Json[] => (Array.isArray(body.choices) ? body.choices : [])

/**
 * Merges a chunk of a stream into a body that looks like the answer without streaming. Usage may arrive without choices.
 * Null and empty values are ignored.
 */
export function addChunk(body: Json, chunk: unknown): void {
  if (!isObject(chunk)) return
  const { choices, ...rest } = chunk
  for (const [name, value] of Object.entries(rest)) if (value !== null) body[name] = value
  const piece = Array.isArray(choices) ? choices.find((choice) => !choice?.index) : undefined
  if (Array.isArray(choices)) body.choices ??= []
  if (!isObject(piece)) return
  const choice = choicesOf(body)[0] ?? { message: {} }
  body.choices = [choice]
  for (const name of ['finish_reason', 'usage', 'error'])
    if (piece[name] !== null && piece[name] !== undefined) choice[name] = piece[name]
  if (isObject(piece.message)) choice.message = piece.message
  else addDelta(choice.message as Json, isObject(piece.delta) ? piece.delta : { content: piece.text })
}

function addDelta(message: Json, delta: Json): void {
  const add = (name: string, text: string) => {
    if (text !== '') message[name] = `${message[name] ?? ''}${text}`
  }
  add('content', partsOf(delta.content, 'text'))
  add('reasoning_content', separateThoughts(delta) || partsOf(delta.content, 'thought'))
  add('refusal', partsOf(delta.refusal, 'text') || partsOf(delta.content, 'refusal'))
  addCalls(message, delta.tool_calls)
  if (isObject(delta.function_call)) addCalls(message, [{ index: 0, function: delta.function_call }])
}
