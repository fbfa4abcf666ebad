import type { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import { type AskedTurn, findAskedTurn } from '#lib/chat/branch-store'
import type { editMessageBody, regenerateAnswerBody, TurnInput } from '#lib/chat/schema'
import type { Item } from '#lib/items/types'

type Regenerate = z.infer<typeof regenerateAnswerBody>
type Edit = z.infer<typeof editMessageBody>

/**
 * The turn that answers a user's message again, in a branch that begins before it, with the options of its first answer
 * unless others are given. Throws `not_found`.
 */
export async function regenerated(messageId: number, given: Regenerate): Promise<TurnInput> {
  const asked = await askedTurn(messageId, given.userId)
  const { message, items } = asked
  return { ...inPlaceOf(asked, given), message, ...(items && { items }) }
}

/**
 * The same with another text in the message; its images stay. Throws `not_found`, and `invalid_input` for a message that
 * is none of the user's.
 */
export async function edited(messageId: number, { message, ...given }: Edit): Promise<TurnInput> {
  const asked = await askedTurn(messageId, given.userId)
  if (asked.role !== 'user') throw notTheirs('Is an answer: name the message of the user before it')
  const items = asked.items && withUserText(asked.items, message)
  return { ...inPlaceOf(asked, given), message, ...(items && { items }) }
}

async function askedTurn(messageId: number, userId: string): Promise<AskedTurn> {
  const asked = await findAskedTurn(messageId, userId)
  if (asked) return asked
  throw new ApiError('not_found', `There is no message ${messageId} of this user.`)
}

function inPlaceOf({ conversation_id, turn, params, metadata }: AskedTurn, given: Regenerate) {
  const { model, temperature, maxTokens, systemPrompt, request } = params ?? {}
  return {
    model,
    temperature,
    maxTokens,
    systemPrompt,
    request,
    metadata,
    ...given,
    conversationId: conversation_id,
    afterTurn: turn - 1,
  }
}

/** The items with another text in the last message of the user, before all else that is in it. */
function withUserText(items: Item[], text: string): Item[] {
  const at = items.findLastIndex((item) => item.type === 'message' && item.role === 'user')
  const last = items[at]
  if (last?.type !== 'message') throw notTheirs('Has results of tools and no text that could be edited')
  const others = last.content.filter(({ type }) => type !== 'input_text')
  return items.with(at, { ...last, content: [{ type: 'input_text', text }, ...others] })
}

const notTheirs = (message: string) =>
  new ApiError('invalid_input', `id: ${message}`, { errors: [{ path: 'id', message }] })
