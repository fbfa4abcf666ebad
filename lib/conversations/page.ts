import { cutToSize } from '#lib/api/cut'
import { fitting, type Room, restRoom } from '#lib/api/room'
import type { MessageView } from '#lib/conversations/schema'

/**
 * The first messages that the caller has room for together, and at least one: if that alone is too long, its text is cut,
 * and `nextOffset` is where getMessage goes on.
 */
export function fitPage(messages: MessageView[], room: Room = restRoom): MessageView[] {
  const [first, ...others] = fitting(messages, room)
  return first ? [cutTo(first, room), ...others] : []
}

function cutTo(message: MessageView, { sizeOf, sizeMax }: Room): MessageView {
  const sizeWith = (content: string) => sizeOf(JSON.stringify(withText(message, content)))
  const content = cutToSize(message.content, sizeMax, sizeWith)
  return content === message.content ? message : withText(message, content)
}

const withText = (message: MessageView, content: string): MessageView =>
  content === message.content ? message : { ...message, content, truncated: true, nextOffset: content.length }

/** The text of a message from `offset` on, as much as the caller has room for, and where it goes on. */
export function pieceOf(message: MessageView, offset: number, { sizeOf, sizeMax }: Room = restRoom) {
  const rest = message.content.slice(offset).toWellFormed()
  const members = { ...message, offset, length: message.content.length }
  const sizeWith = (content: string) => sizeOf(JSON.stringify({ ...members, content, nextOffset: offset }))
  const content = cutToSize(rest, sizeMax, sizeWith)
  const end = offset + content.length
  return { ...members, content, nextOffset: end < message.content.length ? end : null }
}
