import type { SendMessage } from '#lib/chat/schema'
import type { Item, ModelRequest } from '#lib/items/types'

/** A turn as interfaces give it that know more than plain text. */
export type TurnInput = SendMessage & {
  /** All input items of the turn; `message` is then the text of the last message of the user, or empty. */
  items?: Item[]
  /** Parameters that are passed to the provider as they are. */
  request?: ModelRequest
  /**
   * Makes the conversation that the turn begins transient: it is in no list, search or session, and is deleted after
   * this time once its jobs have ended.
   */
  expiresInSeconds?: number
}
