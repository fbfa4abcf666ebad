import { sha256Hex } from '#lib/hash'

/** The maximum length of the names of plugins and skills: Agent Plugins 1.0.0, 5.5, and agentskills.io/specification. */
const nameCharactersMax = 64
/** developers.openai.com/plugins/deploy/submission-errors, read 2026-11-29. */
const displayCharactersMax = 30

/** The host of an address, with its port if it is not the default. */
export const hostOf = (publicUrl: string): string => new URL(publicUrl).host

/**
 * The name of the plugin, its MCP server and its skill. It comes from the address, so the plugins of two servers differ:
 * `gpts-api-chat-example-com` for https://chat.example.com. At most 64 of `a-z0-9-`.
 */
export function pluginName(publicUrl: string): string {
  const { host, pathname } = new URL(publicUrl)
  const slug = `${host}${pathname}`.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')
  const name = `gpts-api-${slug.toLowerCase()}`
  if (name.length <= nameCharactersMax) return name
  const hash = sha256Hex(publicUrl).slice(0, 8)
  return `${name.slice(0, nameCharactersMax - hash.length - 1).replace(/-$/, '')}-${hash}`
}

/** The display name, with as much of the host as fits into 30 characters. */
export function displayName(publicUrl: string): string {
  const host = hostOf(publicUrl)
  const names = [host, host.split('.')[0]!].map((part) => `GPTs API (${part})`)
  return names.find((name) => name.length <= displayCharactersMax) ?? 'GPTs API Server'
}
