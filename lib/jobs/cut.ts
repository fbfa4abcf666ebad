import { cutToSize } from '#lib/api/cut'
import { restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import type { Item } from '#lib/items/types'

type Answer = { messageId?: number; response?: string; items?: Item[]; warnings?: string[] }

/**
 * An answer as far as its caller has room for it: GPT Actions and clients of MCP refuse longer ones. A text that was cut
 * says where getMessage goes on.
 */
export function cutAnswer<T extends Answer>(
  answer: T,
  { sizeOf, answerSizeMax }: SizeLimit = restSizeLimit,
): T | (T & Answer) {
  const { response, messageId } = answer
  if (answerSizeMax === undefined || response === undefined) return answer
  if (sizeOf(JSON.stringify(answer)) <= answerSizeMax) return answer
  const { items, ...rest } = answer
  // Without its items it is still such an answer: they are optional.
  const others = rest as T
  const warnings = [...(answer.warnings ?? []), ...(items ? [itemsLeftOut] : [])]
  const withText = (text: string): T & Answer & { nextOffset: number } => ({
    ...others,
    response: text,
    nextOffset: text.length,
    warnings: [
      ...warnings,
      `The answer is longer: getMessage with id ${messageId} and offset ${text.length} gives the rest.`,
    ],
  })
  const whole = { ...others, ...(warnings.length > 0 && { warnings }) }
  if (sizeOf(JSON.stringify(whole)) <= answerSizeMax) return whole
  return withText(cutToSize(response, answerSizeMax, (text) => sizeOf(JSON.stringify(withText(text)))))
}

const itemsLeftOut =
  "The answer's items are left out, since they are too large: the export of the user has them."
