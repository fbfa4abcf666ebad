import { timingSafeEqual } from 'node:crypto'
import Provider, {
  type Client,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { scopes } from '#lib/auth/caller'
import { isResource, resourceOf } from '#lib/auth/challenge'
import { derive } from '#lib/auth/derive'
import { env } from '#lib/env'
import { sha256Hex } from '#lib/hash'
import { errorFields, log } from '#lib/log'
import { accountExists } from '#lib/oauth/accounts'
import { adapterOf } from '#lib/oauth/adapter'
import { mayOmitPkce, redirectProblem, textsOf } from '#lib/oauth/clients'
import { errorPage, errorPagePolicy } from '#lib/oauth/error-page'
import { fetchDocument } from '#lib/oauth/fetch'
import { countDocument } from '#lib/oauth/limits'
import { signingKey } from '#lib/oauth/signing-key'
import { formPolicy } from '#lib/page-policy'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

const providers = new Map<string, Provider>()

/** Set on an authorization request whose errors may go to its client. Otherwise the person sees them. */
export type RedirectOptions = { mayRedirectErrors?: boolean }

/**
 * Returns the authorization server for the address of the request, created at first use. Each address is its own issuer.
 * Throws ConfigError.
 */
export function oauthProvider({ headers }: { headers: Headers }): Provider {
  const issuer = publicUrlOf(headers)
  const provider = providers.get(issuer) ?? build(issuer)
  providers.set(issuer, provider)
  return provider
}

function build(issuer: string): Provider {
  const provider = new Provider(issuer, configuration(issuer))
  // Koa would print errors to the console, with the secrets that they may quote.
  provider.silent = true
  provider.on('server_error', (_, error: Error) => log('error', 'oauth.failed', errorFields(error)))
  provider.on('authorization.error', (ctx, error) => {
    if (!(ctx.req as RedirectOptions).mayRedirectErrors) Object.assign(error, { allow_redirect: false })
  })
  provider.use((ctx, next) => {
    ctx.set('content-security-policy', formPolicy)
    return next()
  })
  compareSecretsByHash(provider)
  return provider
}

/** The database holds only the hash of a client's secret. */
function compareSecretsByHash({ Client: client }: Provider): void {
  Object.assign(client.prototype, {
    async compareClientSecret(this: Client, given: string) {
      const [stored, hash] = [this.clientSecret ?? '', sha256Hex(given)].map((text) => Buffer.from(text))
      return stored!.length === hash!.length && timingSafeEqual(stored!, hash!)
    },
  })
}

function configuration(issuer: string): Configuration {
  return {
    adapter: (model: string) => adapterOf(model, issuer),
    // No method with fetched keys: an unsigned assertion would be enough to make this server call another.
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clockTolerance: tunables.clockToleranceSeconds,
    clientDefaults: {
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'Ed25519',
    },
    cookies: { keys: [derive('oauth cookies')], names: cookieNames },
    enabledJWA: { idTokenSigningAlgValues: ['Ed25519'] },
    // The validator of this unused property gets all the metadata, which lets it check redirect_uris.
    extraClientMetadata: {
      properties: ['software_id'],
      validator: (_ctx, _key, _value, all) => checkRedirects(all),
    },
    features: features(issuer),
    fetch: fetchDocument as typeof fetch,
    findAccount: async (_ctx, accountId) =>
      (await accountExists(accountId)) ? { accountId, claims: async () => ({ sub: accountId }) } : undefined,
    interactions: { policy: askEachTime(), url: (_ctx, { uid }) => `/oauth/sign-in/${uid}` },
    jwks: { keys: [signingKey()] },
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId)
    },
    pkce: { required: (_ctx, client) => !mayOmitPkce(client) },
    renderError: async (ctx, out) => {
      ctx.type = 'html'
      ctx.set('content-security-policy', errorPagePolicy)
      ctx.body = errorPage(out.error, out.error_description)
    },
    responseTypes: ['code'],
    routes,
    scopes: [...scopes],
    // Only pairwise subjects need it, which this server does not use. It would be fetched at every use of a client.
    sectorIdentifierUriValidate: () => false,
    ...lifetimes,
  }
}

const cookieNames = { session: 'oauth_session', interaction: 'oauth_sign_in', resume: 'oauth_resume' }

const routes = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  jwks: '/oauth/jwks',
  end_session: '/oauth/end',
}

/** A grant outlives the browser's session. Its expiry, its key or a revocation ends it. */
const lifetimes: Configuration = {
  expiresWithSession: () => false,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  // The revocation of one token ends its whole grant.
  revokeGrantPolicy: () => true,
  rotateRefreshToken: true,
  ttl: {
    AccessToken: tunables.oauthAccessSeconds,
    AuthorizationCode: tunables.oauthCodeSeconds,
    Grant: tunables.oauthGrantDays * 86_400,
    Interaction: tunables.oauthSignInSeconds,
    RefreshToken: tunables.oauthRefreshSeconds,
    Session: tunables.oauthSignInSeconds,
  },
}

function features(issuer: string): Configuration['features'] {
  return {
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02', allowFetch: mayFetch },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    registration: { enabled: true, issueRegistrationAccessToken: false },
    resourceIndicators: {
      enabled: true,
      // GPT Actions name no resource. With several resources the first is used: each needs its own consent.
      defaultResource: (_ctx, _client, oneOf) => oneOf?.[0] ?? resourceOf('api', issuer),
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (!isResource(resource, issuer))
          throw new errors.InvalidTarget('this server does not have the resource')
        return { scope: scopes.join(' '), audience: resource, accessTokenFormat: 'opaque' }
      },
    },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
  }
}

/** Without a context, a sign-in page fetches the document. The authorization request has already counted it. */
async function mayFetch(ctx: KoaContextWithOIDC | undefined): Promise<boolean> {
  if (!ctx) return true
  const headers = new Headers({ 'x-forwarded-for': ctx.get('x-forwarded-for') })
  return (await countDocument(headers)) === undefined
}

/** Every request asks for login and consent, so no remembered session can grant access without the person. */
function askEachTime() {
  const { Check, Prompt } = interactionPolicy
  const prompt = (name: 'login' | 'consent') =>
    new Prompt(
      { name, requestable: true },
      new Check('each_time', `${name} is needed`, (ctx) => !ctx.oidc.result?.[name]),
    )
  const policy = interactionPolicy.base()
  policy.clear()
  policy.add(prompt('login'))
  policy.add(prompt('consent'))
  return policy
}

/** Checks the redirect URIs. The provider itself rejects a value that is not a list of texts. */
function checkRedirects({ redirect_uris: uris }: { redirect_uris?: unknown }): void {
  const problem = textsOf(uris)
    .map((uri) => redirectProblem(uri, env().OAUTH_REDIRECT_SCHEMES))
    .find((reason) => reason !== undefined)
  if (problem) throw new errors.InvalidRedirectUri(problem)
}
