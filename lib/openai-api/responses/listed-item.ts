import type { Content, Item } from '#lib/items/types'

/** A part as lists of items show it. */
function toListedPart(part: Content) {
  if (part.type === 'input_image') return { ...part, detail: part.detail ?? 'auto' }
  return part.type === 'output_text' ? { ...part, annotations: [], logprobs: [] } : part
}

/** An item as lists show it. */
export function toListedItem(item: Item, id: string) {
  const status = 'completed'
  if (item.type === 'message') return { ...item, id, status, content: item.content.map(toListedPart) }
  if (item.type === 'function_call') return { ...item, id, status }
  const { output } = item
  return { ...item, id, status, output: typeof output === 'string' ? output : output.map(toListedPart) }
}

/** An item that was deleted leaves its place empty, so that the places of the others stay what they are. */
export const emptyPlace: Item = { type: 'message', role: 'user', content: [] }

/** Whether an item was deleted. */
export const isEmptyPlace = (item: Item): boolean => item.type === 'message' && item.content.length === 0
