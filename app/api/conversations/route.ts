import { deleteConversations } from '#lib/conversations/deletions'
import { createConversation, listConversations } from '#lib/conversations/operations'
import { serve } from '#lib/rest/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  createConversation,
  listConversations,
  deleteConversations,
)
