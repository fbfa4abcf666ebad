import { sessionHandlers } from '#lib/sessions/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = sessionHandlers
