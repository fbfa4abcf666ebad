import { z } from 'zod'

/** The cached facts about the last answer that a user got. */
export const session = z.object({
  conversationId: z.int(),
  version: z.uuid(),
  messageId: z.int(),
  model: z.string(),
  lastMessageAt: z.iso.datetime(),
})

export type Session = z.infer<typeof session>

/** The KV key of a user's session. */
export const sessionKey = (userId: string) => `session:${userId}`
