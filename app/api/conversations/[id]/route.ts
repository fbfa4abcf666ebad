import { deleteConversation } from '#lib/conversations/deletions'
import { getConversation, renameConversation } from '#lib/conversations/operations'
import { serve } from '#lib/rest/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  getConversation,
  renameConversation,
  deleteConversation,
)
