import { allMethods } from '#lib/api/methods'
import { handleCallback } from '#lib/oauth/external'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ GET: handleCallback })
