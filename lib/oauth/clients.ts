/** What a client says of itself (RFC 7591). */
export type ClientDocument = Record<string, unknown>

const loopbacks = ['localhost', '127.0.0.1', '[::1]']

/** The texts of a list, as far as it is one. */
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** What this server has of what clients can ask for (RFC 7591, 2); the rest of such a list is left out. */
const supported = {
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
}

/** A member without a value, as many clients send it, is one that was left out. */
function withoutEmpty(document: ClientDocument): ClientDocument {
  const isEmpty = (value: unknown) =>
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !isEmpty(value)))
}

/** Of a list that names something that this server has, only that; any other list the provider refuses. */
function onlySupported(document: ClientDocument): ClientDocument {
  const lists = Object.entries(supported).map(([name, known]) => {
    const kept = textsOf(document[name]).filter((text) => known.includes(text))
    return [name, kept.length > 0 ? kept : document[name]] as const
  })
  return { ...document, ...Object.fromEntries(lists.filter(([, list]) => list !== undefined)) }
}

/**
 * A client's own description as the provider takes it. Its scopes are left out: clients name there what they know of
 * and ask for something else, and it is the person who decides, each time. One whose redirect leads to its own machine
 * is taken for native unless it says otherwise, since many don't.
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
 * Why a redirect URI may not be registered; undefined when it may. OAuth 2.1 wants https, but for a client on the
 * person's own machine: http to loopback addresses, or a scheme of its own. That has to be a domain name in reverse
 * (RFC 8252, 7.1), which no other app takes by chance, or one of the schemes that are listed.
 */
export function redirectProblem(uri: string, schemes: readonly string[] = []): string | undefined {
  if (!URL.canParse(uri)) return 'redirect_uris must be absolute URLs'
  const { protocol, hostname } = new URL(uri)
  if (protocol === 'https:') return undefined
  if (protocol === 'http:' && loopbacks.includes(hostname)) return undefined
  if (protocol === 'http:') return 'redirect_uris must use https, or http to a loopback address'
  const scheme = protocol.slice(0, -1)
  if (reverseDomain.test(scheme) || appSchemes.includes(scheme) || schemes.includes(scheme)) return undefined
  return `redirect_uris must not use the scheme ${scheme}: a scheme of an app's own is a domain name in reverse, such as com.example.app`
}

const reverseDomain = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/

/** Schemes of apps that are MCP clients and have had theirs since before that rule; OAUTH_REDIRECT_SCHEMES adds others. */
const appSchemes = [
  ...['claude', 'cursor', 'goose', 'kiro', 'raycast', 'trae', 'vscode', 'vscode-insiders', 'vscodium'],
  ...['warp', 'windsurf', 'zed'],
]

/** Where ChatGPT receives codes for the action of a GPT: https://platform.openai.com/docs/actions/authentication */
const actionCallback = /^https:\/\/(chat\.openai\.com|chatgpt\.com)\/aip\/[\w-]+\/oauth\/callback$/

/**
 * Whether a client may leave PKCE out. ChatGPT's actions know none of it, so a client with a secret may whose every
 * redirect leads to them; nobody else.
 */
export function mayOmitPkce(client: {
  clientAuthMethod?: string
  redirectUris?: readonly string[]
}): boolean {
  const { clientAuthMethod, redirectUris = [] } = client
  if (clientAuthMethod === 'none' || redirectUris.length === 0) return false
  return redirectUris.every((uri) => actionCallback.test(uri))
}
