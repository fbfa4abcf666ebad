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
import { env } from '#lib/env'
import { skillName, skillText } from '#lib/plugin/skill'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

const mimeType = 'text/markdown'
const uriPrefix = 'skill://'

/** What a server says of the skills that it has (SEP-2640, ext-skills 0.1.0). */
export const skillsCapability = { [SKILLS_EXTENSION_ID]: {} }

/** Whether a resource belongs to a skill: anybody who is let in may read it. */
export const isSkillUri = (uri: unknown): boolean => typeof uri === 'string' && uri.startsWith(uriPrefix)

let known: Promise<Skill> | undefined

/** The one skill, which the plugin has as well, with the digest of its file. */
const skill = (): Promise<Skill> => {
  const url = env().PUBLIC_URL
  known ??= skillEntry(skillName(url), { 'SKILL.md': skillText(url) })
  return known
}

/** It depends on this server's address alone. */
const kept = { ttlMs: tunables.mcpCacheMs, cacheScope: 'public' as const }

/** Serves the skill to clients that know the extension. */
export function serveSkills(server: Server): void {
  const page = z.looseObject({ cursor: z.string().optional() })
  server.setRequestHandler(SKILLS_LIST_METHOD, { params: page }, async ({ cursor }) => {
    if (cursor !== undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The cursor is none of this server.')
    return { ...kept, skills: [await skill()] }
  })
  server.setRequestHandler(
    SKILLS_GET_METHOD,
    { params: z.looseObject({ uri: z.string() }) },
    async ({ uri }) => {
      const entry = await skill()
      if (uri !== entry.uri) throw noSkill(uri)
      return { ...kept, skill: entry }
    },
  )
}

/** The skill in the list of resources, for clients that do not know the extension. */
export async function skillResource() {
  const { uri, frontmatter } = await skill()
  const { name, description } = frontmatter
  return { uri, name, title: 'How to use this server', description, mimeType }
}

/** The text of the skill's file. */
export async function readSkill(uri: string): Promise<ReadResourceResult> {
  if (uri !== (await skill()).uri) throw noSkill(uri)
  return { ...kept, contents: [{ uri, mimeType, text: skillText(env().PUBLIC_URL) }] }
}

const noSkill = (uri: string) => new ResourceNotFoundError(shorten(uri, tunables.faultCharactersMax))
