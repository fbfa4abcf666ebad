import { serve } from '#lib/api/serve'
import { deleteConversation } from '#lib/conversations/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(deleteConversation)
