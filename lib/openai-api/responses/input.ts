import { z } from 'zod'
import type { Content, FunctionCallOutput, Item, MessageItem } from '#lib/items/types'
import { unsupported } from '#lib/openai-api/errors'
import { imageUrl } from '#lib/openai-api/images'
import { checkItemLength, checkLength } from '#lib/openai-api/lengths'
import { paramOf, parsePart } from '#lib/openai-api/validate'

/** An input item, or the id of an item that this server has stored. */
export type ParsedItem = { kind: 'item'; item: Item } | { kind: 'reference'; id: string; param: string }

const text = z.string()
const inputPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('input_text'), text }),
  z.object({
    type: z.literal('input_image'),
    image_url: imageUrl,
    detail: z.enum(['auto', 'low', 'high']).optional().catch(undefined),
  }),
])
const outputPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('output_text'), text }),
  z.object({ type: z.literal('refusal'), refusal: text }),
])
const message = z.object({
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: z.union([text, z.array(z.record(z.string(), z.unknown()))]),
})
const call = z.object({ call_id: z.string().min(1), name: z.string().min(1), arguments: text })
const callOutput = z.object({
  call_id: z.string().min(1),
  output: z.union([text, z.array(z.record(z.string(), z.unknown()))]),
})
const reference = z.object({ id: z.string().min(1) })

type Path = (string | number)[]
type Given = Record<string, unknown>

/** Parses the items of a request's input, in order. Throws ApiError with the name of the invalid field. */
export function parseInput(input: string | Given[], name = 'input'): ParsedItem[] {
  if (typeof input === 'string') {
    checkLength(input, name)
    return [{ kind: 'item', item: toMessage('user', [{ type: 'input_text', text: input }]) }]
  }
  const parsed = input.map((given, index) => parseItem(given, [name, index]))
  for (const [index, items] of parsed.entries())
    for (const entry of items) if (entry.kind === 'item') checkItemLength(entry.item, `${name}[${index}]`)
  return parsed.flat()
}

function parseItem(given: Given, path: Path): ParsedItem[] {
  const type = typeOf(given)
  if (type === 'message') return [{ kind: 'item', item: parseMessage(given, path) }]
  if (type === 'function_call') return [{ kind: 'item', item: { type, ...parsePart(call, given, path) } }]
  if (type === 'function_call_output') return [{ kind: 'item', item: parseOutput(given, path) }]
  if (type === 'item_reference')
    return [{ kind: 'reference', id: parsePart(reference, given, path).id, param: paramOf([...path, 'id']) }]
  // Reasoning is never sent back to the model.
  if (type === 'reasoning') return []
  throw unsupported(paramOf([...path, 'type']), `The type is ${JSON.stringify(type)}.`)
}

/** Messages and references may omit the type. */
function typeOf({ type, role, id }: Given): unknown {
  if (type !== undefined && type !== null) return type
  return role === undefined && id !== undefined ? 'item_reference' : 'message'
}

function parseMessage(given: Given, path: Path): MessageItem {
  const { role, content } = parsePart(message, given, path)
  const isAssistant = role === 'assistant'
  if (typeof content === 'string')
    return toMessage(role, [{ type: isAssistant ? 'output_text' : 'input_text', text: content }])
  return toMessage(
    role,
    content.map((part, index) => {
      const at = [...path, 'content', index]
      return isAssistant && part.type !== 'input_text' ? parsePart(outputPart, part, at) : toPart(part, at)
    }),
  )
}

function parseOutput(given: Given, path: Path): FunctionCallOutput {
  const { call_id, output } = parsePart(callOutput, given, path)
  const parts =
    typeof output === 'string'
      ? output
      : output.map((part, index) => toPart(part, [...path, 'output', index]))
  return { type: 'function_call_output', call_id, output: parts }
}

function toPart(part: Given, path: Path) {
  if (part.type === 'input_file' || part.type === 'input_audio') throw unsupported(paramOf([...path, 'type']))
  if (part.type === 'input_image' && typeof part.file_id === 'string')
    throw unsupported(paramOf([...path, 'file_id']))
  const parsed = parsePart(inputPart, part, path)
  if (parsed.type === 'input_text') return parsed
  const { detail, ...image } = parsed
  return { ...image, ...(detail && { detail }) }
}

const toMessage = (role: MessageItem['role'], content: Content[]): MessageItem => ({
  type: 'message',
  role,
  content,
})
