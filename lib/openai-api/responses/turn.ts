import { ApiError } from '#lib/api/errors'
import type { TurnInput } from '#lib/chat/schema'
import { lastUserText } from '#lib/items/text'
import { findTurn } from '#lib/jobs/turn'
import { wrongParameter } from '#lib/openai-api/errors'
import { conversationIdOf, jobIdOf } from '#lib/openai-api/ids'
import { checkLength } from '#lib/openai-api/lengths'
import { parseInput } from '#lib/openai-api/responses/input'
import { toModelRequest } from '#lib/openai-api/responses/model-request'
import { resolveItems } from '#lib/openai-api/responses/references'
import type { CountTokens, CreateResponse } from '#lib/openai-api/responses/request'
import { tunables } from '#lib/tunables'

/** Converts a request to a turn. Throws ApiError for a conversation, response or item that the user does not have. */
export async function toTurn(body: CreateResponse, userId: string): Promise<TurnInput> {
  if (body.instructions !== undefined) checkLength(body.instructions, 'instructions')
  // The items would stay in the conversation despite `store: false`.
  if (body.store === false && body.conversation !== undefined)
    throw wrongParameter(
      'store',
      'store: A response in a conversation is always stored. Remove the conversation parameter.',
      'mutually_exclusive_parameters',
    )
  const place = await turnPositionOf(body, userId)
  const items = await resolveItems(parseInput(body.input ?? []), userId)
  if (items.length === 0 && place.conversationId === undefined)
    throw wrongParameter('input', 'input: The request has no input to answer.', 'missing_required_parameter')
  const { model, temperature, max_output_tokens: maxTokens, instructions, metadata, stream } = body
  return {
    userId,
    message: lastUserText(items),
    items,
    ...place,
    request: toModelRequest(body),
    response: toEcho(body),
    ...(model !== undefined && { model }),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(instructions && { systemPrompt: instructions }),
    ...(metadata && { metadata }),
    ...(stream && { stream }),
    ...(body.store === false && { expiresInSeconds: tunables.unstoredSeconds }),
  }
}

/** The request fields that the response repeats and that the turn does not store elsewhere. */
function toEcho(body: CreateResponse): NonNullable<TurnInput['response']> {
  const { background, store, truncation, user, previous_response_id: previousResponseId } = body
  const given = {
    background,
    store,
    truncation,
    user,
    previousResponseId,
    conversation: conversationOf(body),
    safetyIdentifier: body.safety_identifier,
    promptCacheKey: body.prompt_cache_key,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const conversationOf = ({ conversation }: CreateResponse | CountTokens) =>
  typeof conversation === 'string' ? conversation : conversation?.id

/** Returns the place of a turn: after a response, in a conversation, or neither. */
export async function turnPositionOf(
  body: CreateResponse | CountTokens,
  userId: string,
): Promise<Pick<TurnInput, 'conversationId' | 'afterTurn'>> {
  const { previous_response_id: previous } = body
  const conversation = conversationOf(body)
  if (conversation !== undefined) {
    const conversationId = conversationIdOf(conversation)
    if (conversationId === undefined) throw noConversation(conversation)
    return { conversationId }
  }
  if (previous === undefined) return {}
  const jobId = jobIdOf('resp_', previous)
  const turn = jobId === undefined ? undefined : await findTurn(jobId, userId)
  const echo = turn?.params.response
  if (!turn || !echo || echo.isDeleted || echo.store === false) throw noPrevious(previous)
  return { conversationId: turn.job.conversationId, afterTurn: turn.turn }
}

export const noConversation = (id: string): ApiError =>
  new ApiError('not_found', `Conversation with id '${id}' not found.`, {
    errors: [{ path: 'conversation', message: 'This conversation does not exist.' }],
  })

const noPrevious = (id: string) =>
  wrongParameter(
    'previous_response_id',
    `Previous response with id '${id}' not found.`,
    'previous_response_not_found',
  )
