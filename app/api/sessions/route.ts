import { serve } from '#lib/rest/serve'
import { endAllSessions, listSessions } from '#lib/sessions/operations'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(listSessions, endAllSessions)
