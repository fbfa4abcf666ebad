import { z } from 'zod'
import type { Content, FunctionCall, InputImage, InputText, Item, MessageItem } from '#lib/items/types'
import { unsupported } from '#lib/openai-api/errors'
import { imageUrl } from '#lib/openai-api/images'
import { checkItemLength } from '#lib/openai-api/lengths'
import { paramOf, parsePart } from '#lib/openai-api/validate'

type Given = Record<string, unknown>
type Path = (string | number)[]

const parts = z.array(z.record(z.string(), z.unknown()))
const content = z.union([z.string(), parts])
const text = z.object({ type: z.literal('text'), text: z.string() })
const image = z.object({
  type: z.literal('image_url'),
  image_url: z.object({
    url: imageUrl,
    detail: z.enum(['auto', 'low', 'high']).optional().catch(undefined),
  }),
})
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() })

const spoken = z.object({ role: z.enum(['system', 'developer', 'user']), content })
const toolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
})
const answered = z.object({
  content: content.nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(z.record(z.string(), z.unknown())).nullish(),
})
const result = z.object({ tool_call_id: z.string().min(1), content })

/** Converts the messages of a request to items, in order. Throws ApiError with the name of the invalid field. */
export const toItems = (messages: readonly Given[]): Item[] =>
  messages.flatMap((message, index) => {
    const items = toItem(message, ['messages', index])
    for (const item of items) checkItemLength(item, `messages[${index}]`)
    return items
  })

function toItem(message: Given, path: Path): Item[] {
  const { role } = message
  if (role === 'assistant') return fromAssistant(message, path)
  if (role === 'tool') return [fromTool(message, path)]
  if (role === 'function')
    throw unsupported(paramOf([...path, 'role']), 'Use `tools` and messages with the role `tool` instead.')
  const { role: speaker, content: given } = parsePart(spoken, message, path)
  return [{ type: 'message', role: speaker, content: toInput(given, [...path, 'content'], speaker) }]
}

/** Drops unknown fields and the model's reasoning, which is never sent back to the model. */
function fromAssistant(message: Given, path: Path): Item[] {
  if (message.audio != null) throw unsupported(paramOf([...path, 'audio']))
  if (message.function_call != null)
    throw unsupported(
      paramOf([...path, 'function_call']),
      'Use `tools` and messages with the role `tool` instead.',
    )
  const { content: given, refusal: refused, tool_calls: calls } = parsePart(answered, message, path)
  const said: Content[] = [
    ...toOutput(given ?? '', [...path, 'content']),
    ...(refused ? [{ type: 'refusal' as const, refusal: refused }] : []),
  ]
  return [
    ...(said.length > 0 ? [{ type: 'message' as const, role: 'assistant' as const, content: said }] : []),
    ...(calls ?? []).map((call, index) => toCall(call, [...path, 'tool_calls', index])),
  ]
}

function toCall(call: Given, path: Path): FunctionCall {
  if (call.type !== undefined && call.type !== 'function') throw unsupported(paramOf([...path, 'type']))
  const { id, function: called } = parsePart(toolCall, { type: 'function', ...call }, path)
  return { type: 'function_call', call_id: id, ...called }
}

function fromTool(message: Given, path: Path): Item {
  const { tool_call_id: call_id, content: given } = parsePart(result, message, path)
  const output = typeof given === 'string' ? given : toInput(given, [...path, 'content'], 'user')
  return { type: 'function_call_output', call_id, output }
}

function toInput(
  given: z.output<typeof content>,
  path: Path,
  role: MessageItem['role'],
): (InputText | InputImage)[] {
  if (typeof given === 'string') return [{ type: 'input_text', text: given }]
  return given.map((part, index) => {
    const at = [...path, index]
    if (part.type === 'image_url' && role === 'user') {
      const { url, detail } = parsePart(image, part, at).image_url
      return { type: 'input_image', image_url: url, ...(detail && { detail }) }
    }
    if (part.type !== 'text')
      throw unsupported(paramOf([...at, 'type']), `The type is ${JSON.stringify(part.type)}.`)
    return { type: 'input_text', text: parsePart(text, part, at).text }
  })
}

function toOutput(given: z.output<typeof content>, path: Path): Content[] {
  if (typeof given === 'string') return given === '' ? [] : [{ type: 'output_text', text: given }]
  return given.map((part, index) => {
    const at = [...path, index]
    if (part.type === 'refusal') return parsePart(refusal, part, at)
    if (part.type !== 'text')
      throw unsupported(paramOf([...at, 'type']), `The type is ${JSON.stringify(part.type)}.`)
    return { type: 'output_text', text: parsePart(text, part, at).text }
  })
}
