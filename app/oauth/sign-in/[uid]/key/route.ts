import { logInByKey } from '#lib/oauth/login'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const POST = serveSignIn(logInByKey)
