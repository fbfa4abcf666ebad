import { getMessage } from '#lib/conversations/messages'
import { serve } from '#lib/rest/serve'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(getMessage)
