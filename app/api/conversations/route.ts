import { serve } from '#lib/api/serve'
import { createConversation, listConversations } from '#lib/conversations/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(listConversations, createConversation)
