import type { z } from 'zod'
import { ApiError, invalidInput } from '#lib/api/errors'
import { type AskedTurn, findAskedTurn } from '#lib/chat/branch-store'
import type { editMessageBody, regenerateAnswerBody, TurnInput } from '#lib/chat/schema'
import type { Item } from '#lib/items/types'

type Regenerate = z.infer<typeof regenerateAnswerBody>
type Edit = z.infer<typeof editMessageBody>

/**
 * The turn that answers a user's message again, in a branch that begins before it. Options that are not given stay as
 * for the first answer. Throws `not_found`.
 */
export async function regenerateTurn(messageId: number, given: Regenerate): Promise<TurnInput> {
  const asked = await askedTurn(messageId, given.userId)
  const { message, items } = asked
  return { ...branchBefore(asked, given), message, ...(items && { items }) }
}

/**
 * Like `regenerateTurn`, with a new text in the message; its images stay. Throws `not_found`, and `invalid_input` if the
 * message is not a user's message with text.
 */
export async function editTurn(messageId: number, { message, ...given }: Edit): Promise<TurnInput> {
  const asked = await askedTurn(messageId, given.userId)
  if (asked.role !== 'user')
    throw invalidInput('id', "Is an answer. Give the id of the user's message before it")
  const items = asked.items && withUserText(asked.items, message)
  return { ...branchBefore(asked, given), message, ...(items && { items }) }
}

async function askedTurn(messageId: number, userId: string): Promise<AskedTurn> {
  const asked = await findAskedTurn(messageId, userId)
  if (asked) return asked
  throw new ApiError('not_found', `There is no message ${messageId} of this user.`)
}

function branchBefore({ conversationId, turn, params, metadata }: AskedTurn, given: Regenerate) {
  const { model, temperature, maxTokens, systemPrompt, request } = params ?? {}
  return {
    model,
    temperature,
    maxTokens,
    systemPrompt,
    request,
    metadata,
    ...given,
    conversationId,
    afterTurn: turn - 1,
  }
}

/** Replaces the text of the last user message. The new text comes first, before the message's images. */
function withUserText(items: Item[], text: string): Item[] {
  const at = items.findLastIndex((item) => item.type === 'message' && item.role === 'user')
  const last = items[at]
  if (last?.type !== 'message') throw invalidInput('id', 'Has tool results and no text that can be edited')
  const others = last.content.filter(({ type }) => type !== 'input_text')
  return items.with(at, { ...last, content: [{ type: 'input_text', text }, ...others] })
}
