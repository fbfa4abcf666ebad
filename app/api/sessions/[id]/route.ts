import { serve } from '#lib/rest/serve'
import { endSession } from '#lib/sessions/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(endSession)
