import { allMethods } from '#lib/api/methods'
import { logInByKey } from '#lib/oauth/login'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ POST: serveSignIn(logInByKey) })
