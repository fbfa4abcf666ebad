/** Why the model could not be reached, in a sentence with the variable to correct, by the code that the system gave. */
export function explainConnection(error: unknown, baseUrl: string): string {
  const { host } = new URL(baseUrl)
  const code = systemCode(error)
  const explain = explanations.find(([codes]) => codes.test(code))?.[1]
  if (explain) return explain(host, code)
  return `The connection to ${host} failed${code && ` (${code})`}. Correct OPENAI_BASE_URL.`
}

const explanations: [RegExp, (host: string, code: string) => string][] = [
  [
    /^ECONNREFUSED$/,
    (host) =>
      `${host} refused the connection: nothing listens there. Correct OPENAI_BASE_URL, or start the server.`,
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, (host) => `The host of ${host} is unknown. Correct OPENAI_BASE_URL.`],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/,
    (host) => `${host} does not answer. Correct OPENAI_BASE_URL, or open the firewall.`,
  ],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, (host) => `${host} closed the connection.`],
  [
    /^(EPROTO|ERR_SSL_.*)$/,
    (host) => `${host} does not speak TLS. Begin OPENAI_BASE_URL with http:// if that is meant.`,
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO/,
    (host, code) =>
      `The certificate of ${host} cannot be verified (${code}). Name its authority with NODE_EXTRA_CA_CERTS.`,
  ],
  [/^HPE_/, (host) => `${host} does not speak HTTP. Correct OPENAI_BASE_URL.`],
]

/** The code of an error, of its causes, or of one of several tries to connect; empty when there is none. */
function systemCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  const [first] = error instanceof AggregateError ? error.errors : []
  return systemCode(first ?? error.cause, depth + 1)
}
