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
 * person's own machine: http to loopback addresses, or a scheme of its own (RFC 8252), which no browser runs itself.
 */
export function redirectRefusal(uri: string): string | undefined {
  if (!URL.canParse(uri)) return 'redirect_uris must be absolute URLs'
  const { protocol, hostname } = new URL(uri)
  if (protocol === 'https:') return undefined
  if (protocol === 'http:' && loopbacks.includes(hostname)) return undefined
  if (protocol === 'http:') return 'redirect_uris must use https, or http to a loopback address'
  return scriptSchemes.includes(protocol) ? `redirect_uris must not use ${protocol}` : undefined
}

const scriptSchemes = [
  ...['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'view-source:', 'filesystem:'],
  ...['chrome:', 'chrome-extension:', 'moz-extension:', 'intent:', 'mailto:', 'tel:', 'sms:'],
  ...['ftp:', 'ws:', 'wss:'],
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
