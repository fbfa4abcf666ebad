/** Links and commands that add this server to a client. None contains a key: the client signs in by OAuth. */

/** The name under which clients list this server. */
export const serverName = 'gpts'

/** The URL of the MCP server. */
export const mcpUrl = (url: string): string => `${url}/mcp`

/** The URL of the plugin that this server generates for itself. */
export const pluginUrl = (url: string): string => `${url}/plugin.zip`

/** One word of a POSIX shell command, quoted if necessary. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Opens Claude's form for a custom connector with the fields filled in. */
export function claudeLink(url: string): string {
  const fields = {
    modal: 'add-custom-connector',
    connectorName: 'GPTs API Server',
    connectorUrl: mcpUrl(url),
  }
  return `https://claude.ai/customize/connectors?${query(fields)}`
}

/** Opens Cursor, which asks before it adds the server. The base64 characters `+`, `/` and `=` are percent-encoded. */
export function cursorLink(url: string): string {
  const config = toBase64(JSON.stringify({ url: mcpUrl(url) }))
  return `cursor://anysphere.cursor-deeplink/mcp/install?${query({ name: serverName, config })}`
}

/** Opens VS Code, which asks before it adds the server. */
export const vsCodeLink = (url: string): string =>
  `vscode:mcp/install?${encodeURIComponent(JSON.stringify(vsCodeServer(url)))}`

/** The server in the form that VS Code's link and its `--add-mcp` accept. */
export const vsCodeServer = (url: string) => ({ name: serverName, type: 'http', url: mcpUrl(url) })

/** A query string with spaces as `%20`: some receivers do not decode `+`. */
const query = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

const toBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
