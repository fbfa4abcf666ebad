import { allMethods } from '#lib/api/methods'
import { finishOutside, logInOutside } from '#lib/oauth/outside'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({
  GET: serveSignIn(finishOutside),
  POST: serveSignIn(logInOutside),
})
