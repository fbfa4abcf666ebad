import type {
  ChatCompletionContentPart,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import { textOfParts } from '#lib/items/text'
import type {
  Content,
  FunctionCall,
  FunctionCallOutput,
  InputImage,
  InputText,
  Item,
  MessageItem,
} from '#lib/items/types'

export type PromptMessage = ChatCompletionMessageParam

/**
 * Items as messages of chat completions. A provider wants the result of each call right behind the calls: so it is put
 * there, wherever it came. Results may have images, which only a message of the user can hold: it follows them. Of the
 * first `pastCount` items calls that nobody answered are told as such, since providers refuse them for ever.
 */
export function toMessages(items: readonly Item[], pastCount = 0): PromptMessage[] {
  const messages: PromptMessage[] = []
  const placed = new Set<FunctionCallOutput>()
  for (const [index, item] of items.entries()) {
    // A message without parts is what is left of an item that was deleted.
    if (item.type === 'message') messages.push(...(item.content.length > 0 ? toMessage(item) : []))
    else if (item.type === 'function_call_output') {
      if (!placed.has(item)) messages.push(...toolMessages([item]))
    } else if (items[index - 1]?.type !== 'function_call') {
      const calls = callsFrom(items, index)
      const before = messages.at(-1)
      const isSpoken = items[index - 1]?.type === 'message' && before?.role === 'assistant'
      const spoken = isSpoken ? (messages.pop() as { content?: string }).content : null
      messages.push({ role: 'assistant', content: spoken ?? null, tool_calls: calls.map(toToolCall) })
      messages.push(...toolMessages(resultsOf(items, index, calls, placed, index < pastCount)))
    }
  }
  return messages
}

/** The calls that stand together from here on: the model made them at once. */
function callsFrom(items: readonly Item[], from: number): FunctionCall[] {
  const end = items.findIndex((item, index) => index >= from && item.type !== 'function_call')
  return items.slice(from, end < 0 ? undefined : end) as FunctionCall[]
}

/** The first result of each call behind it. Some models number their calls from 0 in every answer. */
function resultsOf(
  items: readonly Item[],
  from: number,
  calls: FunctionCall[],
  placed: Set<FunctionCallOutput>,
  isPast: boolean,
): FunctionCallOutput[] {
  return calls.flatMap(({ call_id }) => {
    const result = items.find(
      (item, index): item is FunctionCallOutput =>
        index > from && item.type === 'function_call_output' && item.call_id === call_id && !placed.has(item),
    )
    if (result) placed.add(result)
    else if (isPast) return [{ type: 'function_call_output', call_id, output: noResult }]
    return result ? [result] : []
  })
}

const noResult = 'The tool was not run: the conversation went on without its result.'

const toToolCall = ({
  call_id,
  name,
  arguments: args,
}: FunctionCall): ChatCompletionMessageFunctionToolCall => ({
  id: call_id,
  type: 'function',
  function: { name, arguments: args },
})

function toMessage({ role, content }: MessageItem): PromptMessage[] {
  // Most compatible servers know no other name for what OpenAI calls developer messages.
  if (role === 'developer') return [{ role: 'system', content: textOfParts(content) }]
  if (role !== 'user') return [{ role, content: textOfParts(content) }]
  const parts = content.map(toPart)
  const [first] = parts
  return [{ role, content: parts.length === 1 && first?.type === 'text' ? first.text : parts }]
}

function toPart(part: Content): ChatCompletionContentPart {
  if (part.type !== 'input_image') return { type: 'text', text: textOfParts([part]) }
  const { image_url: url, detail } = part
  return { type: 'image_url', image_url: { url, ...(detail && { detail }) } }
}

function toolMessages(results: FunctionCallOutput[]): PromptMessage[] {
  const parts = results.flatMap(({ output }) => (typeof output === 'string' ? [] : output))
  const images = parts.filter((part): part is InputImage => part.type === 'input_image')
  return [
    ...results.map(({ call_id, output }) => ({
      role: 'tool' as const,
      tool_call_id: call_id,
      content: typeof output === 'string' ? output : toolText(output),
    })),
    ...(images.length > 0 ? [{ role: 'user' as const, content: images.map(toPart) }] : []),
  ]
}

const toolText = (output: (InputText | InputImage)[]) =>
  textOfParts(output) || 'The images of the result follow in the next message.'
