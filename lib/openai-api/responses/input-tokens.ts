import { toMessages } from '#lib/items/messages'
import { itemsOf } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import { promptTokens } from '#lib/models/prompt-size'
import { findHistory } from '#lib/openai-api/conversations/item-store'
import { checkLength } from '#lib/openai-api/lengths'
import { parseInput } from '#lib/openai-api/responses/input'
import { toModelRequest } from '#lib/openai-api/responses/model-request'
import { resolveItems } from '#lib/openai-api/responses/references'
import { type CountTokens, checkSupported, countTokensBody } from '#lib/openai-api/responses/request'
import { noConversation, turnPositionOf } from '#lib/openai-api/responses/turn'
import { endpoint } from '#lib/openai-api/serve'

/** `POST /v1/responses/input_tokens`: counts with the tokenizer of OpenAI's current models, for every model. */
export const countInputTokens = endpoint({
  method: 'POST',
  path: '/v1/responses/input_tokens',
  access: ['chat', 'read'],
  limit: 'read',
  isOfUser: true,
  check: checkSupported,
  body: countTokensBody,
  run: async ({ body, userId }) => {
    if (body.instructions !== undefined) checkLength(body.instructions, 'instructions')
    const past = await historyOf(body, userId)
    const items = await resolveItems(parseInput(body.input ?? []), userId)
    const system: Item[] = body.instructions
      ? [{ type: 'message', role: 'system', content: [{ type: 'input_text', text: body.instructions }] }]
      : []
    const input_tokens = promptTokens(toMessages([...system, ...past, ...items]), toModelRequest(body))
    return { status: 200, message: 'The tokens.', data: { object: 'response.input_tokens', input_tokens } }
  },
})

/** Returns the conversation's history for the model, before V1_HISTORY_TOKENS shortens it. */
async function historyOf(body: CountTokens, userId: string): Promise<Item[]> {
  const { conversationId, afterTurn } = await turnPositionOf(body, userId)
  if (conversationId === undefined) return []
  const history = await findHistory(conversationId, userId, afterTurn)
  if (!history) throw noConversation(String(body.conversation))
  return history.flatMap(itemsOf)
}
