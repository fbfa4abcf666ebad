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

/** Set on a request to authorize whose errors may be sent to its client; otherwise the person gets to read them. */
export type MayRedirect = { mayRedirectErrors?: boolean }

/**
 * The authorization server of the address that a request came to, made at first use. Each address is an issuer of its own.
 * Throws ConfigError.
 */
export function oauthProvider({ headers }: { headers: Headers }): Provider {
  const issuer = publicUrlOf(headers)
  const provider = providers.get(issuer) ?? build(issuer)
  providers.set(issuer, provider)
  return provider
}

function build(issuer: string): Provider {
  const made = new Provider(issuer, configuration(issuer))
  // Koa would write errors to the console with whatever they quote.
  made.silent = true
  made.on('server_error', (_, error: Error) => log('error', 'oauth.failed', errorFields(error)))
  made.on('authorization.error', (ctx, error) => {
    if (!(ctx.req as MayRedirect).mayRedirectErrors) Object.assign(error, { allow_redirect: false })
  })
  made.use((ctx, next) => {
    ctx.set('content-security-policy', formPolicy)
    return next()
  })
  compareSecretsByHash(made)
  return made
}

/** Only the hash of a client's secret is kept. */
function compareSecretsByHash({ Client: client }: Provider): void {
  Object.assign(client.prototype, {
    async compareClientSecret(this: Client, given: string) {
      const [kept, hash] = [this.clientSecret ?? '', sha256Hex(given)].map((text) => Buffer.from(text))
      return kept!.length === hash!.length && timingSafeEqual(kept!, hash!)
    },
  })
}

function configuration(issuer: string): Configuration {
  return {
    adapter: (model: string) => adapterOf(model, issuer),
    // None whose keys would have to be fetched: an assertion that nobody signed would be enough to make this server call.
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clockTolerance: tunables.clockToleranceSeconds,
    clientDefaults: {
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'Ed25519',
    },
    cookies: { keys: [derive('oauth cookies')], names: cookieNames },
    enabledJWA: { idTokenSigningAlgValues: ['Ed25519'] },
    // One that is not in redirect_uris is looked at all the same: the validator sees the whole description.
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
    // It matters to pairwise subjects alone, which there are none of, and would be fetched at every use of a client.
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

/** A grant outlives the browser's session: what ends it is its time, its key, or a revocation. */
const lifetimes: Configuration = {
  expiresWithSession: () => false,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  // Whoever gives one token back is done with all that hangs on the same grant.
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
      // ChatGPT's actions name no resource. Of several one is as good as another: each is allowed by itself.
      defaultResource: (_ctx, _client, oneOf) => oneOf?.[0] ?? resourceOf('api', issuer),
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (!isResource(resource, issuer))
          throw new errors.InvalidTarget('the resource is none of this server')
        return { scope: scopes.join(' '), audience: resource, accessTokenFormat: 'opaque' }
      },
    },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
  }
}

/** The pages of a sign-in ask for a document that the request to authorize has been counted for. */
async function mayFetch(ctx: KoaContextWithOIDC | undefined): Promise<boolean> {
  if (!ctx) return true
  const headers = new Headers({ 'x-forwarded-for': ctx.get('x-forwarded-for') })
  return (await countDocument(headers)) === undefined
}

/** Every request asks who the person is, and whether they allow it: nothing is remembered that could be used unseen. */
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

/** What is no list of texts the provider refuses itself. */
function checkRedirects({ redirect_uris: uris }: { redirect_uris?: unknown }): void {
  const refused = textsOf(uris)
    .map((uri) => redirectProblem(uri, env().OAUTH_REDIRECT_SCHEMES))
    .find((reason) => reason !== undefined)
  if (refused) throw new errors.InvalidRedirectUri(refused)
}
