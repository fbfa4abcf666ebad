import { allMethods } from '#lib/api/methods'
import { handleConsent } from '#lib/oauth/consent'
import { serveSignIn } from '#lib/oauth/serve'

export const runtime = 'nodejs'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = allMethods({ POST: serveSignIn(handleConsent) })
