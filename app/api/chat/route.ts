import { serve } from '#lib/api/serve'
import { sendMessage } from '#lib/chat/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE } = serve(sendMessage)
