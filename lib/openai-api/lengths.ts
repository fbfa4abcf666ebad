import { env } from '#lib/env'
import type { Content, Item } from '#lib/items/types'
import { wrongParameter } from '#lib/openai-api/errors'

/** Throws ApiError for a text longer than V1_MESSAGE_CHARACTERS. */
export function checkLength(text: string, param: string): void {
  const { V1_MESSAGE_CHARACTERS: max } = env()
  if (text.length <= max) return
  throw wrongParameter(
    param,
    `${param}: The text has ${text.length} characters. The maximum is ${max}.`,
    'string_above_max_length',
  )
}

/** The same check for every text of an item. Only the body limit applies to images. */
export function checkItemLength(item: Item, param: string): void {
  for (const [name, text] of textsOf(item)) checkLength(text, `${param}.${name}`)
}

type Named = [name: string, text: string]

function textsOf(item: Item): Named[] {
  if (item.type === 'function_call') return [['arguments', item.arguments]]
  if (item.type === 'message') return textsOfParts('content', item.content)
  const { output } = item
  return typeof output === 'string' ? [['output', output]] : textsOfParts('output', output)
}

const textsOfParts = (name: string, parts: readonly Content[]): Named[] =>
  parts.flatMap((part, index): Named[] => {
    if (part.type === 'input_image') return []
    return part.type === 'refusal'
      ? [[`${name}[${index}].refusal`, part.refusal]]
      : [[`${name}[${index}].text`, part.text]]
  })
