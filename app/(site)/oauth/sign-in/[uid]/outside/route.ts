import { allMethods } from '#lib/api/methods'
import { finishExternalSignIn, startExternalSignIn } from '#lib/oauth/external'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({
  GET: serveSignIn(finishExternalSignIn),
  POST: serveSignIn(startExternalSignIn),
})
