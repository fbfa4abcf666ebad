/** What a client opens, or a shell runs, to add this server. None of them carries a key: the client signs in by OAuth. */

/** The name under which clients list this server. */
export const serverName = 'gpts'

/** The URL of the MCP server. */
export const mcpUrl = (url: string): string => `${url}/mcp`

/** The URL of the plugin that this server makes of itself. */
export const pluginUrl = (url: string): string => `${url}/plugin.zip`

/** One word of a POSIX shell's line, quoted where it has to be. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Opens Claude's form for a custom connector, filled in. */
export function claudeLink(url: string): string {
  const fields = {
    modal: 'add-custom-connector',
    connectorName: 'GPTs API Server',
    connectorUrl: mcpUrl(url),
  }
  return `https://claude.ai/customize/connectors?${query(fields)}`
}

/** Opens Cursor, which asks whether it is to add the server. In base64 `+`, `/` and `=` are escaped for the query. */
export function cursorLink(url: string): string {
  const config = toBase64(JSON.stringify({ url: mcpUrl(url) }))
  return `cursor://anysphere.cursor-deeplink/mcp/install?${query({ name: serverName, config })}`
}

/** Opens VS Code, which asks whether it is to add the server. */
export const vsCodeLink = (url: string): string =>
  `vscode:mcp/install?${encodeURIComponent(JSON.stringify(vsCodeServer(url)))}`

/** The server as VS Code's link and its `--add-mcp` take it. */
export const vsCodeServer = (url: string) => ({ name: serverName, type: 'http', url: mcpUrl(url) })

/** A query with spaces as `%20`: not every receiver takes `+`. */
const query = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

const toBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
