import { handleConsent } from '#lib/oauth/consent'
import { finishExternalSignIn, startExternalSignIn } from '#lib/oauth/external'
import { signInWithKey } from '#lib/oauth/login'
import { serveSignIn } from '#lib/oauth/serve'

// The handlers of the paths of OAuth, in one module that a server loads when it first needs one.

export { handleCallback } from '#lib/oauth/external'
export { serveMetadata } from '#lib/oauth/metadata'
export { serveOAuth } from '#lib/oauth/serve'

export const consent = serveSignIn(handleConsent)
export const signIn = serveSignIn(signInWithKey)
export const startExternal = serveSignIn(startExternalSignIn)
export const finishExternal = serveSignIn(finishExternalSignIn)
