import type { ConversationView, ExportedMessage } from '#lib/conversations/schema'
import { textOfParts } from '#lib/items/text'
import type { Item } from '#lib/items/types'

/** The head of a conversation as Markdown: its title and properties. */
export function headOf({
  title,
  conversationId,
  userId,
  model,
  createdAt,
  updatedAt,
}: ConversationView): string {
  const facts = [
    `Conversation ${conversationId} of ${oneLine(userId)}`,
    ...(model ? [`Model: ${oneLine(model)}`] : []),
    `Created: ${createdAt}`,
    `Updated: ${updatedAt}`,
  ]
  const name = oneLine(title ?? '') || `Conversation ${conversationId}`
  return `# ${name}\n\n${facts.map((fact) => `- ${fact}\n`).join('')}`
}

/** One message as Markdown. Its text is usually Markdown already and stays unchanged. */
export function sectionOf({ role, content, items, metadata, createdAt }: ExportedMessage): string {
  const model = typeof metadata.model === 'string' ? ` · ${oneLine(metadata.model)}` : ''
  const parts = items ? items.map(partOf).filter((part) => part !== '') : [content]
  return `\n## ${roles[role]}\n\n*${createdAt}${model}*\n\n${parts.join('\n\n')}\n`
}

const roles = { user: 'User', assistant: 'Assistant', system: 'System' }

function partOf(item: Item): string {
  if (item.type === 'function_call')
    return `Call of ${oneLine(item.name)}:\n\n${fenced(item.arguments, 'json')}`
  if (item.type === 'function_call_output') {
    const { output } = item
    return `Result of the call:\n\n${fenced(typeof output === 'string' ? output : textOfParts(output))}`
  }
  const text = textOfParts(item.content)
  const images = item.content.flatMap((part) =>
    part.type === 'input_image' ? [imageOf(part.image_url)] : [],
  )
  return [text, ...images].filter((part) => part !== '').join('\n\n')
}

/** An image by its URL. Only the JSON export has images that were sent as bytes. */
function imageOf(url: string): string {
  const isAddress = /^https?:\/\/[^\s<>]+$/.test(url)
  return isAddress ? `![Image](<${url}>)` : '*An image*'
}

/** A code block whose fence is longer than any fence in the text. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
