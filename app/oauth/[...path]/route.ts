import { serveOAuth } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const GET = serveOAuth
export const POST = serveOAuth
export const OPTIONS = serveOAuth
