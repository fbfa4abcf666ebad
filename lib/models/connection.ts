import type { Provider } from '#lib/models/providers'

/** Explains a connection error by its system code, in a sentence that names the setting to correct. */
export function explainConnectionError(error: unknown, { baseUrl, settings }: Provider): string {
  const { host } = new URL(baseUrl)
  const setting = settings.baseUrl
  const code = systemCode(error)
  const explain = explanations.find(([codes]) => codes.test(code))?.[1]
  if (explain) return explain(host, setting, code)
  return `The connection to ${host} failed${code && ` (${code})`}. Correct ${setting}.`
}

const explanations: [RegExp, (host: string, setting: string, code: string) => string][] = [
  [
    /^ECONNREFUSED$/,
    (host, setting) =>
      `${host} refused the connection: nothing listens there. Correct ${setting}, or start the server.`,
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, (host, setting) => `The host of ${host} is unknown. Correct ${setting}.`],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/,
    (host, setting) => `${host} does not answer. Correct ${setting}, or open the firewall.`,
  ],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, (host) => `${host} closed the connection.`],
  [
    /^(EPROTO|ERR_SSL_.*)$/,
    (host, setting) => `${host} does not support TLS. If that is intended, start ${setting} with http://.`,
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO/,
    (host, _, code) =>
      `The certificate of ${host} cannot be verified (${code}). Set NODE_EXTRA_CA_CERTS=<file> to the certificate of its authority.`,
  ],
  [/^HPE_/, (host, setting) => `${host} does not speak HTTP. Correct ${setting}.`],
]

/** The code of an error, of its cause, or of one of several connection attempts; empty when there is none. */
function systemCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  const [first] = error instanceof AggregateError ? error.errors : []
  return systemCode(first ?? error.cause, depth + 1)
}
