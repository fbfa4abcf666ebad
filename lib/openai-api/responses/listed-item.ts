import type { Content, Item } from '#lib/items/types'

/** Converts a part to the form of item lists. */
function toListedPart(part: Content) {
  if (part.type === 'input_image') return { ...part, detail: part.detail ?? 'auto' }
  return part.type === 'output_text' ? { ...part, annotations: [], logprobs: [] } : part
}

/** Converts an item to the form of item lists. */
export function toListedItem(item: Item, id: string) {
  const status = 'completed'
  if (item.type === 'message') return { ...item, id, status, content: item.content.map(toListedPart) }
  if (item.type === 'function_call') return { ...item, id, status }
  const { output } = item
  return { ...item, id, status, output: typeof output === 'string' ? output : output.map(toListedPart) }
}

/** A deleted item leaves an empty place, so the indexes of the other items do not change. */
export const emptyPlace: Item = { type: 'message', role: 'user', content: [] }

/** True for the empty place of a deleted item. */
export const isEmptyPlace = (item: Item): boolean => item.type === 'message' && item.content.length === 0
