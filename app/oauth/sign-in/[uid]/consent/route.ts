import { decide } from '#lib/oauth/consent'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const POST = serveSignIn(decide)
