import type { TurnInput } from '#lib/chat/schema'
import { lastUserText, textOfParts } from '#lib/items/text'
import type { Item, ModelRequest } from '#lib/items/types'
import { toItems } from '#lib/openai-api/chat/messages'
import type { ChatBody } from '#lib/openai-api/chat/request'
import { wrongParameter } from '#lib/openai-api/errors'
import { parseInput } from '#lib/openai-api/responses/input'
import { tunables } from '#lib/tunables'

/** Converts a request to a turn: a complete transcript without a conversation, or a conversation's newest message. */
export function toTurn(body: ChatBody, userId: string, headers: Headers): TurnInput {
  const { model, temperature, metadata, stream } = body
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? body.max_output_tokens
  return {
    userId,
    ...toTurnParts(itemsOf(body), sessionOf(headers, stream === true)),
    request: toModelRequest(body),
    ...(model !== undefined && { model }),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(metadata && { metadata }),
    ...(stream && { stream }),
  }
}

function itemsOf({ messages, input, instructions }: ChatBody): Item[] {
  if (messages) return toItems(messages)
  if (input === undefined)
    throw wrongParameter(
      'messages',
      'messages: The request has no message to answer.',
      'missing_required_parameter',
    )
  const first: Item[] = instructions
    ? [{ type: 'message', role: 'system', content: [{ type: 'input_text', text: instructions }] }]
    : []
  const rest = parseInput(input).map((parsed) => {
    if (parsed.kind === 'item') return parsed.item
    throw wrongParameter(
      parsed.param,
      `${parsed.param}: This endpoint does not store items. Send the item itself instead of its id.`,
    )
  })
  return [...first, ...rest]
}

/**
 * Returns the session that the client names, so this server keeps the conversation. Open WebUI also sends its chat id
 * with its own tasks, such as titles. These do not stream, and do not belong to the conversation.
 */
function sessionOf(headers: Headers, streams: boolean): string | undefined {
  const key = headers.get('x-conversation-key')
  const chatId = streams ? headers.get('x-openwebui-chat-id') : null
  const [name, session] = key
    ? ['X-Conversation-Key', key]
    : ['X-OpenWebUI-Chat-Id', chatId && `open-webui:${chatId}`]
  if (!session) return undefined
  if (session.length > tunables.sessionCharactersMax)
    throw wrongParameter(name!, `${name}: At most ${tunables.sessionCharactersMax} characters.`)
  return session
}

type Placed = Pick<TurnInput, 'message' | 'items' | 'sessionId' | 'systemPrompt' | 'expiresInSeconds'>

function toTurnParts(items: Item[], sessionId: string | undefined): Placed {
  const newest = sessionId === undefined ? [] : items.slice(newestAt(items))
  if (sessionId === undefined || newest.length === 0)
    return { message: lastUserText(items), items, expiresInSeconds: tunables.unstoredSeconds }
  const systemPrompt = items.filter(isInstruction).map(textOf).filter(Boolean).join('\n\n')
  return {
    message: lastUserText(newest),
    items: newest.filter((item) => !isInstruction(item)),
    sessionId,
    ...(systemPrompt && { systemPrompt }),
  }
}

/** The index of the first item that the model has not answered yet. */
const newestAt = (items: Item[]) =>
  items.findLastIndex(
    (item) => item.type === 'function_call' || (item.type === 'message' && item.role === 'assistant'),
  ) + 1

const isInstruction = (item: Item) =>
  item.type === 'message' && (item.role === 'system' || item.role === 'developer')

const textOf = (item: Item) => (item.type === 'message' ? textOfParts(item.content) : '')

/** The parts of a request that are passed on to the model unchanged. Without tools, the tool options are left out. */
function toModelRequest(body: ChatBody): ModelRequest {
  const { tools, tool_choice, parallel_tool_calls, response_format } = body
  const { top_p, stop, seed, frequency_penalty, presence_penalty, reasoning_effort, verbosity } = body
  const given = {
    ...(tools?.length && { tools: tools.map(withoutNullsOf), tool_choice, parallel_tool_calls }),
    // Text is the default, and not every model server knows the format `text`.
    response_format: response_format?.type === 'text' ? undefined : response_format,
    ...{ top_p, stop, seed, frequency_penalty, presence_penalty, reasoning_effort, verbosity },
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const withoutNullsOf = ({ type, function: tool }: NonNullable<ChatBody['tools']>[number]) => ({
  type,
  function: Object.fromEntries(Object.entries(tool).filter(([, value]) => value != null)),
})
