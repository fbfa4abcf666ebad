import type { MessageView } from '#lib/conversations/schema'
import { cutText } from '#lib/text'

/**
 * The first messages that fit into `charactersMax` characters of JSON together, and at least one: if that alone
 * is too long, its text is cut. GPT Actions refuse longer answers.
 */
export function fitPage(messages: MessageView[], charactersMax: number): MessageView[] {
  const page: MessageView[] = []
  let left = charactersMax
  for (const message of messages) {
    const size = JSON.stringify(message).length + 1
    if (size > left) return page.length > 0 ? page : [cutTo(message, left)]
    left -= size
    page.push(message)
  }
  return page
}

/** A character takes one to six in JSON, depending on the text: so cut a sixth of the excess until it fits. */
function cutTo(message: MessageView, charactersMax: number): MessageView {
  let cut = { ...message, truncated: true }
  for (let excess = JSON.stringify(cut).length - charactersMax; excess > 0 && cut.content !== ''; ) {
    const most = Math.max(0, cut.content.length - Math.ceil(excess / 6))
    cut = { ...cut, content: cutText(cut.content, most) }
    excess = JSON.stringify(cut).length - charactersMax
  }
  return cut
}
