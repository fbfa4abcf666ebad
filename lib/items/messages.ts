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
 * Converts items to messages of chat completions. Providers require the result of a call right after the calls, so each
 * result is moved there. Images in results go into a user message after them, the only kind that can hold images.
 * Providers reject calls without a result, so a call among the first `pastCount` items gets a placeholder result.
 */
export function toMessages(items: readonly Item[], pastCount = 0): PromptMessage[] {
  const messages: PromptMessage[] = []
  const results = resultsByCall(items)
  const placed = new Set<FunctionCallOutput>()
  for (const [index, item] of items.entries()) {
    // A message without parts is the rest of a deleted item.
    if (item.type === 'message') messages.push(...(item.content.length > 0 ? toMessage(item) : []))
    else if (item.type === 'function_call_output') {
      if (!placed.has(item)) messages.push(...toolMessages([item]))
    } else if (items[index - 1]?.type !== 'function_call') {
      const calls = callsFrom(items, index)
      const before = messages.at(-1)
      const isSpoken = items[index - 1]?.type === 'message' && before?.role === 'assistant'
      const spoken = isSpoken ? (messages.pop() as { content?: string }).content : null
      messages.push({ role: 'assistant', content: spoken ?? null, tool_calls: calls.map(toToolCall) })
      messages.push(...toolMessages(resultsOf(results, index, calls, placed, index < pastCount)))
    }
  }
  return messages
}

/** The consecutive calls from here on, which the model made at once. */
function callsFrom(items: readonly Item[], from: number): FunctionCall[] {
  let end = from
  while (items[end]?.type === 'function_call') end++
  return items.slice(from, end) as FunctionCall[]
}

type Results = Map<string, { index: number; result: FunctionCallOutput }[]>

function resultsByCall(items: readonly Item[]): Results {
  const results: Results = new Map()
  for (const [index, result] of items.entries()) {
    if (result.type !== 'function_call_output') continue
    const ofCall = results.get(result.call_id) ?? []
    results.set(result.call_id, ofCall)
    ofCall.push({ index, result })
  }
  return results
}

/** Takes the first result after each call. Call ids can repeat: some models number their calls from 0 in every answer. */
function resultsOf(
  results: Results,
  from: number,
  calls: FunctionCall[],
  placed: Set<FunctionCallOutput>,
  isPast: boolean,
): FunctionCallOutput[] {
  return calls.flatMap(({ call_id }) => {
    const ofCall = results.get(call_id) ?? []
    // Calls come in order, so a result before this call belongs to no later one.
    while (ofCall[0] && ofCall[0].index < from) ofCall.shift()
    const result = ofCall.shift()?.result
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
  // Most compatible servers know the role `system`, but not OpenAI's `developer`.
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
