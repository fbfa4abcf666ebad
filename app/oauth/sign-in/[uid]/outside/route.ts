import { finishOutside, logInOutside } from '#lib/oauth/outside'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const POST = serveSignIn(logInOutside)
export const GET = serveSignIn(finishOutside)
