import { strToU8, zipSync } from 'fflate'
import { icon } from '#lib/plugin/icon'
import {
  agentPlugin,
  agentPluginMcp,
  claudeMarketplace,
  claudeMcp,
  claudePlugin,
  codexMarketplace,
} from '#lib/plugin/manifests'
import { skillFiles } from '#lib/plugin/skill'

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/**
 * The text of every file of the plugin by its path, in a fixed order: the files of Agent Plugins 1.0.0, of Claude Code
 * and of Codex's marketplaces. They depend only on the server's address.
 */
export function pluginFiles(publicUrl: string): Record<string, string> {
  const skills = Object.entries(skillFiles(publicUrl)).map(([path, text]) => [`skills/${path}`, text])
  return {
    'plugin.json': json(agentPlugin(publicUrl)),
    'mcp.json': json(agentPluginMcp(publicUrl)),
    ...Object.fromEntries(skills),
    'assets/icon.svg': icon,
    '.claude-plugin/plugin.json': json(claudePlugin(publicUrl)),
    '.claude-plugin/marketplace.json': json(claudeMarketplace(publicUrl)),
    '.mcp.json': json(claudeMcp(publicUrl)),
    '.agents/plugins/marketplace.json': json(codexMarketplace(publicUrl)),
  }
}

/** Packs the files into a ZIP that is the same for the same files: every file has ZIP's first time, in local time. */
export function zipFiles(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)])
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(1980, 0, 1) })
}
