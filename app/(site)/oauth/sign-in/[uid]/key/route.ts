import { allMethods } from '#lib/api/methods'
import { signInWithKey } from '#lib/oauth/login'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ POST: serveSignIn(signInWithKey) })
