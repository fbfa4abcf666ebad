import { z } from 'zod'

/** What KV keeps of the last answer that a user got. */
export const session = z.object({
  conversationId: z.int(),
  version: z.uuid(),
  messageId: z.int(),
  model: z.string(),
  lastMessageAt: z.iso.datetime(),
})

export type Session = z.infer<typeof session>

/** The last answer that the user got, as the worker left it. */
export const sessionKey = (userId: string) => `session:${userId}`
