import { apiVersion, license } from '#lib/openapi/document'
import { displayName, hostOf, pluginName } from '#lib/plugin/name'

const schemas = 'https://agent-plugins.org/schemas/1.0.0'
const category = 'Productivity'

/** The metadata that every plugin format has. The host stands for the owner's name, which the server does not know. */
const metadata = (publicUrl: string) => ({
  name: pluginName(publicUrl),
  version: apiVersion,
  description: `Sends messages to the models of the GPTs API Server at ${hostOf(publicUrl)}, keeps every conversation, and runs slow answers as durable jobs that are not lost.`,
  author: { name: hostOf(publicUrl), url: publicUrl },
  homepage: publicUrl,
  license: license.identifier,
  keywords: ['chat', 'conversations', 'mcp'],
})

/** `plugin.json` of Agent Plugins 1.0.0, which allows no other members (5.2). */
export const agentPlugin = (publicUrl: string) => ({
  $schema: `${schemas}/plugin.schema.json`,
  ...metadata(publicUrl),
  extensions: { 'com.openai': { interface: openaiInterface(publicUrl) } },
})

/** `mcp.json` of Agent Plugins 1.0.0 (7.2.1). Clients sign in by OAuth, so there is no header. */
export const agentPluginMcp = (publicUrl: string) => ({
  $schema: `${schemas}/mcp.schema.json`,
  mcpServers: { [pluginName(publicUrl)]: { type: 'streamable-http', url: `${publicUrl}/mcp` } },
})

/** At most three prompts of up to 128 characters: developers.openai.com/plugins/deploy/submission-errors, read 2026-11-29. */
const starterPrompts = [
  'Ask my server: what are three good questions to ask before I sign a lease?',
  'Find what I said on my server about the trip to Busan, and continue there.',
  'Which of my questions are still unanswered on my server?',
]

/**
 * The presentation of the plugin in ChatGPT and Codex: developers.openai.com/plugins/build/plugins, read 2026-11-29.
 * Links must be https.
 */
const openaiInterface = (publicUrl: string) => ({
  displayName: displayName(publicUrl),
  shortDescription: 'Durable chats with your models',
  longDescription: metadata(publicUrl).description,
  developerName: hostOf(publicUrl),
  category,
  capabilities: ['Read', 'Write'],
  ...(publicUrl.startsWith('https:') && { websiteURL: publicUrl, privacyPolicyURL: `${publicUrl}/privacy` }),
  defaultPrompt: starterPrompts,
  brandColor: '#1f5fa8',
  composerIcon: './assets/icon.svg',
  logo: './assets/icon.svg',
})

/** `.claude-plugin/plugin.json`: code.claude.com/docs/en/plugins-reference, read 2026-11-29. */
export const claudePlugin = metadata

/** `.mcp.json` of Claude Code, which calls the same transport `http`. */
export const claudeMcp = (publicUrl: string) => ({
  mcpServers: { [pluginName(publicUrl)]: { type: 'http', url: `${publicUrl}/mcp` } },
})

/** `.claude-plugin/marketplace.json`: the folder is a marketplace whose only plugin is the folder itself. */
export function claudeMarketplace(publicUrl: string) {
  const { name, description } = metadata(publicUrl)
  return {
    name,
    owner: { name: hostOf(publicUrl) },
    metadata: { description },
    plugins: [{ name, source: './', description }],
  }
}

/** `.agents/plugins/marketplace.json` of Codex, which accepts the folder itself as a source since 0.142. */
export const codexMarketplace = (publicUrl: string) => ({
  name: pluginName(publicUrl),
  interface: { displayName: displayName(publicUrl) },
  plugins: [
    {
      name: pluginName(publicUrl),
      source: { source: 'local', path: './' },
      policy: { installation: 'AVAILABLE', authentication: 'ON_INSTALL' },
      category,
    },
  ],
})
