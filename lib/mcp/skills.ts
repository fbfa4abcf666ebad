import {
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
} from '@modelcontextprotocol/server'
import {
  SKILLS_EXTENSION_ID,
  SKILLS_GET_METHOD,
  SKILLS_LIST_METHOD,
  type Skill,
  skillEntry,
} from '@modelcontextprotocol/server/ext/skills'
import { z } from 'zod'
import { skillName, skillText } from '#lib/plugin/skill'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

const mimeType = 'text/markdown'
const uriPrefix = 'skill://'

/** The capability of a server that has skills (SEP-2640, ext-skills 0.1.0). */
export const skillsCapability = { [SKILLS_EXTENSION_ID]: {} }

/** True if a resource belongs to a skill. Every authenticated caller may read it. */
export const isSkillUri = (uri: unknown): boolean => typeof uri === 'string' && uri.startsWith(uriPrefix)

const known = new Map<string, Promise<Skill>>()

/** The skill of an address, with the digest of its file. The plugin contains the same skill. */
function skill(publicUrl: string): Promise<Skill> {
  const entry = known.get(publicUrl) ?? skillEntry(skillName(publicUrl), { 'SKILL.md': skillText(publicUrl) })
  known.set(publicUrl, entry)
  return entry
}

/** The skill depends only on the address. */
const kept = { ttlMs: tunables.mcpCacheMs, cacheScope: 'public' as const }

/** Serves the skill of this address to clients that support the extension. */
export function serveSkills(server: Server, publicUrl: string): void {
  const page = z.looseObject({ cursor: z.string().optional() })
  server.setRequestHandler(SKILLS_LIST_METHOD, { params: page }, async ({ cursor }) => {
    if (cursor !== undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This server did not issue the cursor.')
    return { ...kept, skills: [await skill(publicUrl)] }
  })
  server.setRequestHandler(
    SKILLS_GET_METHOD,
    { params: z.looseObject({ uri: z.string() }) },
    async ({ uri }) => {
      const entry = await skill(publicUrl)
      if (uri !== entry.uri) throw noSkill(uri)
      return { ...kept, skill: entry }
    },
  )
}

/** The skill as a resource, for clients that do not support the extension. */
export async function skillResource(publicUrl: string) {
  const { uri, frontmatter } = await skill(publicUrl)
  const { name, description } = frontmatter
  return { uri, name, title: 'How to use this server', description, mimeType }
}

/** Reads the text of the skill's file. */
export async function readSkill(uri: string, publicUrl: string): Promise<ReadResourceResult> {
  if (uri !== (await skill(publicUrl)).uri) throw noSkill(uri)
  return { ...kept, contents: [{ uri, mimeType, text: skillText(publicUrl) }] }
}

const noSkill = (uri: string) => new ResourceNotFoundError(shorten(uri, tunables.faultCharactersMax))
