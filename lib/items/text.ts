import type { Content, Item, MessageItem } from '#lib/items/types'

/** The plain text of parts. Images have none. */
export const textOfParts = (parts: readonly Content[]): string =>
  parts
    .map((part) => (part.type === 'refusal' ? part.refusal : 'text' in part ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n')

/** The text of the last user message; empty when there is none. */
export function lastUserText(items: readonly Item[]): string {
  const last = items.findLast((item) => item.type === 'message' && item.role === 'user')
  return last?.type === 'message' ? textOfParts(last.content) : ''
}

/** The items of a row: its own, or one message made from its plain text. */
export function itemsOf(row: { role: MessageItem['role']; content: string; items?: Item[] | null }): Item[] {
  if (row.items) return row.items
  const { role, content: text } = row
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  return [{ type: 'message', role, content: [{ type, text }] }]
}
