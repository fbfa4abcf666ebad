import { z } from 'zod'
import type { Item, MessageItem } from '#lib/items/schema'

/** An input item, or the id of one that this server has. */
export type ParsedItem = { kind: 'item'; item: Item } | { kind: 'reference'; id: string }

const text = z.string()
const image = z.object({
  type: z.literal('input_image'),
  image_url: z.string({ error: 'An image is given by image_url' }),
  detail: z.enum(['auto', 'low', 'high']).nullish().catch('auto'),
})
const inputPart = z.discriminatedUnion('type', [z.object({ type: z.literal('input_text'), text }), image])
const outputPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('output_text'), text }),
  z.object({ type: z.literal('refusal'), refusal: text }),
])
const roles = z.enum(['user', 'assistant', 'system', 'developer'])
const message = z.object({
  role: roles,
  content: z.union([text, z.array(z.union([inputPart, outputPart]))]),
})
const call = z.object({ call_id: z.string().min(1), name: z.string().min(1), arguments: text })
const callOutput = z.object({
  call_id: z.string().min(1),
  output: z.union([text, z.array(inputPart)]),
})
const reference = z.object({ id: z.string().min(1) })

export type InputFault = { param: string; message: string; isUnsupported?: boolean }

/** A fault of the input, by the path of the field. */
export class InputError extends Error {
  readonly fault: InputFault
  constructor(fault: InputFault) {
    super(fault.message)
    this.fault = fault
  }
}

/** The items of a request's input, in their order. Throws InputError. */
export function parseInput(input: string | Record<string, unknown>[]): ParsedItem[] {
  if (typeof input === 'string') return [{ kind: 'item', item: toMessage('user', input) }]
  return input.flatMap((given, index) => parseItem(given, `input[${index}]`))
}

function parseItem(given: Record<string, unknown>, path: string): ParsedItem[] {
  const type = typeOf(given)
  if (type === 'message') {
    const { role, content } = check(message, given, path)
    return [{ kind: 'item', item: toMessage(role, content) }]
  }
  if (type === 'function_call') return [{ kind: 'item', item: { type, ...check(call, given, path) } }]
  if (type === 'function_call_output') {
    const { call_id, output } = check(callOutput, given, path)
    const kept = typeof output === 'string' ? output : output.map(toPart)
    return [{ kind: 'item', item: { type, call_id, output: kept } }]
  }
  if (type === 'item_reference') return [{ kind: 'reference', id: check(reference, given, path).id }]
  // A model's thoughts are never sent to it again.
  if (type === 'reasoning') return []
  throw new InputError({
    param: `${path}.type`,
    message: `Items of the type ${JSON.stringify(type)} are not supported.`,
    isUnsupported: true,
  })
}

/** The type may be left out of messages and of references. */
function typeOf({ type, role, id }: Record<string, unknown>): unknown {
  if (type != null) return type
  return role === undefined && id !== undefined ? 'item_reference' : 'message'
}

type Part = MessageItem['content'][number]

/** A text stands for one part: that of the model where it is the model's. */
const toMessage = (
  role: MessageItem['role'],
  content: string | z.output<typeof inputPart | typeof outputPart>[],
): MessageItem => ({
  type: 'message',
  role,
  content:
    typeof content === 'string'
      ? [{ type: role === 'assistant' ? 'output_text' : 'input_text', text: content }]
      : (content.map(toPart) as Part[]),
})

const toPart = <P extends { type: string }>(part: P) =>
  (part.type === 'input_image' ? withoutNull(part) : part) as Exclude<P, { detail?: null }>

const withoutNull = (part: object) =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null && value !== undefined))

function check<T extends z.ZodType>(schema: T, value: unknown, path: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue!.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  throw new InputError({ param: path + at, message: issue!.message })
}
