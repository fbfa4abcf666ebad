import { cutToSize } from '#lib/api/cut'
import { type Room, restRoom } from '#lib/api/room'

type Answer = { messageId?: number; response?: string; warnings?: string[] }

/**
 * An answer as far as its caller has room for it: GPT Actions and clients of MCP refuse longer ones. A text that was cut
 * says where getMessage goes on.
 */
export function cutAnswer<T extends Answer>(
  answer: T,
  { sizeOf, answerSizeMax }: Room = restRoom,
): T | (T & Answer) {
  const { response, messageId, warnings = [] } = answer
  if (answerSizeMax === undefined || response === undefined) return answer
  const withText = (text: string): T & Answer & { nextOffset: number } => ({
    ...answer,
    response: text,
    nextOffset: text.length,
    warnings: [
      ...warnings,
      `The answer is longer: getMessage with id ${messageId} and offset ${text.length} gives the rest.`,
    ],
  })
  if (sizeOf(JSON.stringify(answer)) <= answerSizeMax) return answer
  return withText(cutToSize(response, answerSizeMax, (text) => sizeOf(JSON.stringify(withText(text)))))
}
