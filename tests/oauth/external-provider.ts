import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { listenLocally } from '#tests/support/listen'

/** An OpenID provider that believes any login name. The callbacks of its client are set later, when they are known. */
export async function startExternalProvider() {
  const callbacks = Promise.withResolvers<string[]>()
  const server = createServer(async (request, response) => {
    provider ??= createProvider(issuer, await callbacks.promise)
    await answer(provider, request, response)
  })
  let provider: Provider | undefined
  const port = await listenLocally(server)
  const issuer = `http://127.0.0.1:${port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { issuer, setCallbacks: callbacks.resolve, close }
}

function createProvider(issuer: string, redirectUris: string[]): Provider {
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: 'gpts', client_secret: 'outside-secret', redirect_uris: redirectUris }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => {
      const [email, unverified] = id.split(' ')
      return { accountId: id, claims: () => ({ sub: id, email, email_verified: unverified === undefined }) }
    },
    interactions: { url: (_, { uid }) => `/as/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  return provider
}

async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!request.url!.startsWith('/as/')) return provider.callback()(request, response)
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html')
    response.end(
      '<!doctype html><link rel=icon href=data:,><form method=post><input name=login aria-label=Login><button>Go</button></form>',
    )
    return
  }
  let form = ''
  for await (const chunk of request) form += chunk
  const accountId = new URLSearchParams(form).get('login')!
  await provider.interactionFinished(request, response, { login: { accountId }, consent: {} })
}
