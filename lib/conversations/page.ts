import { cutToSize } from '#lib/api/cut'
import { fitItems, restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import type { MessageView } from '#lib/conversations/schema'

/**
 * The first messages that fit into the caller's size limit, at least one. If that one is too long, its text is cut, and
 * `nextOffset` is the offset of the rest for getMessage.
 */
export function fitPage(messages: MessageView[], sizeLimit: SizeLimit = restSizeLimit): MessageView[] {
  const [first, ...others] = fitItems(
    messages.map((message) => withFewItems(message, sizeLimit)),
    sizeLimit,
  )
  return first ? [cutTo(first, sizeLimit), ...others] : []
}

/** Omits items that are larger than half a page, so that the text of the message fits. */
function withFewItems(message: MessageView, { sizeOf, sizeMax }: SizeLimit): MessageView {
  const { items, ...others } = message
  if (!items || sizeOf(JSON.stringify(items)) <= sizeMax / 2) return message
  return { ...others, itemsOmitted: true }
}

function cutTo(message: MessageView, { sizeOf, sizeMax }: SizeLimit): MessageView {
  const sizeWith = (content: string) => sizeOf(JSON.stringify(withText(message, content)))
  const content = cutToSize(message.content, sizeMax, sizeWith)
  return content === message.content ? message : withText(message, content)
}

const withText = (message: MessageView, content: string): MessageView =>
  content === message.content ? message : { ...message, content, truncated: true, nextOffset: content.length }

/** A message with its text from `offset` on, cut to the caller's size limit, and the offset of the rest. */
export function pieceOf<T extends MessageView>(
  message: T,
  offset: number,
  sizeLimit: SizeLimit = restSizeLimit,
) {
  const { sizeOf, sizeMax } = sizeLimit
  const rest = message.content.slice(offset).toWellFormed()
  const members = { ...withFewItems(message, sizeLimit), offset, length: message.content.length }
  const sizeWith = (content: string) => sizeOf(JSON.stringify({ ...members, content, nextOffset: offset }))
  const content = cutToSize(rest, sizeMax, sizeWith)
  const end = offset + content.length
  return { ...members, content, nextOffset: end < message.content.length ? end : null }
}
