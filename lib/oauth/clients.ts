/** The metadata that a client gives of itself (RFC 7591). */
export type ClientDocument = Record<string, unknown>

const loopbacks = ['localhost', '127.0.0.1', '[::1]']

/** The texts in a list; empty when the value is not a list. */
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** The values that this server supports (RFC 7591, 2). Other values in a client's lists are dropped. */
const supported = {
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
}

/** Many clients send members without a value. They count as left out. */
function withoutEmpty(document: ClientDocument): ClientDocument {
  const isEmpty = (value: unknown) =>
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !isEmpty(value)))
}

/** Keeps the supported values of each list. A list without any stays as it is, and the provider rejects it. */
function onlySupported(document: ClientDocument): ClientDocument {
  const lists = Object.entries(supported).map(([name, known]) => {
    const kept = textsOf(document[name]).filter((text) => known.includes(text))
    return [name, kept.length > 0 ? kept : document[name]] as const
  })
  return { ...document, ...Object.fromEntries(lists.filter(([, list]) => list !== undefined)) }
}

/**
 * Converts a client's metadata for the provider. Drops its scopes: clients request other scopes later, and the person
 * decides each time. A client that redirects to its own machine counts as native by default, since many do not say so.
 */
export function normalizeClient(given: ClientDocument): ClientDocument {
  const { scope: _, ...document } = onlySupported(withoutEmpty(given))
  const isNative = textsOf(document.redirect_uris).some((uri) => !isHttps(uri))
  return {
    ...(isNative && { application_type: 'native' }),
    ...document,
  }
}

const isHttps = (uri: string) => URL.canParse(uri) && new URL(uri).protocol === 'https:'

/**
 * Returns why a redirect URI may not be registered; undefined if it may. OAuth 2.1 requires https. A client on the
 * person's own machine may use http to a loopback address, or its own scheme: a reversed domain name (RFC 8252, 7.1),
 * which no other app takes by chance, or a listed scheme.
 */
export function redirectProblem(uri: string, schemes: readonly string[] = []): string | undefined {
  if (!URL.canParse(uri)) return 'redirect_uris must be absolute URLs'
  const { protocol, hostname } = new URL(uri)
  if (protocol === 'https:') return undefined
  if (protocol === 'http:' && loopbacks.includes(hostname)) return undefined
  if (protocol === 'http:') return 'redirect_uris must use https, or http to a loopback address'
  const scheme = protocol.slice(0, -1)
  if (reverseDomain.test(scheme) || appSchemes.includes(scheme) || schemes.includes(scheme)) return undefined
  return `redirect_uris must not use the scheme ${scheme}: an app's own scheme is a reversed domain name, such as com.example.app`
}

const reverseDomain = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/

/** Schemes of known MCP clients that do not follow that rule; OAUTH_REDIRECT_SCHEMES adds others. */
const appSchemes = [
  ...['claude', 'cursor', 'goose', 'kiro', 'raycast', 'trae', 'vscode', 'vscode-insiders', 'vscodium'],
  ...['warp', 'windsurf', 'zed'],
]

/** The redirect URI at which ChatGPT receives codes for the actions of a GPT: https://platform.openai.com/docs/actions/authentication */
const actionCallback = /^https:\/\/(chat\.openai\.com|chatgpt\.com)\/aip\/[\w-]+\/oauth\/callback$/

/**
 * True if a client may omit PKCE. GPT Actions do not support it, so a client may omit it only if it has a secret and all
 * its redirect URIs lead to GPT Actions.
 */
export function mayOmitPkce(client: {
  clientAuthMethod?: string
  redirectUris?: readonly string[]
}): boolean {
  const { clientAuthMethod, redirectUris = [] } = client
  if (clientAuthMethod === 'none' || redirectUris.length === 0) return false
  return redirectUris.every((uri) => actionCallback.test(uri))
}
