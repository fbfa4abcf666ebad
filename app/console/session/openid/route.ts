import { openidHandlers } from '#lib/sessions/openid'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = openidHandlers
