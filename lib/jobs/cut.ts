import { cutToSize } from '#lib/api/cut'
import { restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import type { Item } from '#lib/items/types'

type Answer = { messageId?: number; response?: string; items?: Item[]; warnings?: string[] }

/**
 * Cuts an answer to the size limit of its caller: GPT Actions and MCP clients reject longer ones. A cut answer says
 * from which offset getMessage returns the rest.
 */
export function cutAnswer<T extends Answer>(
  answer: T,
  { sizeOf, answerSizeMax }: SizeLimit = restSizeLimit,
): T | (T & Answer) {
  const { response, messageId } = answer
  if (answerSizeMax === undefined || response === undefined) return answer
  if (sizeOf(JSON.stringify(answer)) <= answerSizeMax) return answer
  const { items, ...rest } = answer
  // `items` is optional in T, so the rest is still a T.
  const others = rest as T
  const warnings = [...(answer.warnings ?? []), ...(items ? [itemsLeftOut] : [])]
  const withText = (text: string): T & Answer & { nextOffset: number } => ({
    ...others,
    response: text,
    nextOffset: text.length,
    warnings: [
      ...warnings,
      `The answer is cut off here. Call getMessage with id ${messageId} and offset ${text.length} for the rest.`,
    ],
  })
  const whole = { ...others, ...(warnings.length > 0 && { warnings }) }
  if (sizeOf(JSON.stringify(whole)) <= answerSizeMax) return whole
  return withText(cutToSize(response, answerSizeMax, (text) => sizeOf(JSON.stringify(withText(text)))))
}

const itemsLeftOut = "The answer's items are too large and are left out. The user's export contains them."
