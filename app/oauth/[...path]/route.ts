import { allMethods } from '#lib/api/methods'
import { serveOAuth } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({
  GET: serveOAuth,
  POST: serveOAuth,
  OPTIONS: serveOAuth,
})
