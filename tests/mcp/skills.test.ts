import { createHash } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { isObject } from '#lib/json'
import { skillName, skillText } from '#lib/plugin/skill'
import { call } from '#tests/support/api'
import { newKey } from '#tests/support/keys'
import { connect, eras } from '#tests/support/mcp'

const url = inject('appVars').PUBLIC_URL!
const uri = `skill://${skillName(url)}/SKILL.md`
const text = skillText(url)
const anything = z.custom<Record<string, unknown>>(isObject)

describe.each(eras)('the skill, for a client of %s,', (_, era) => {
  it("is the first resource, with the text of the plugin's skill", async () => {
    const client = await connect(era)
    const [first] = (await client.listResources({})).resources
    expect(first).toMatchObject({ uri, mimeType: 'text/markdown', name: skillName(url) })
    expect((await client.readResource({ uri })).contents).toEqual([{ uri, mimeType: 'text/markdown', text }])
  })

  it('is listed by the skills extension, with its digest', async () => {
    const client = await connect(era)
    expect(client.getServerCapabilities()?.extensions).toHaveProperty(['io.modelcontextprotocol/skills'])
    const { skills } = await client.request({ method: 'skills/list', params: {} }, anything)
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
    const entry = {
      uri,
      frontmatter: { name: skillName(url), description: expect.stringContaining('looks up') },
      resources: [{ uri, digest, size: Buffer.byteLength(text) }],
    }
    expect(skills).toEqual([entry])
    const { skill } = await client.request({ method: 'skills/get', params: { uri } }, anything)
    expect(skill).toEqual(entry)
  })

  it('is the only skill', async () => {
    const client = await connect(era)
    const other = 'skill://other/SKILL.md'
    await expect(client.readResource({ uri: other })).rejects.toThrow(/not found/i)
    const get = client.request({ method: 'skills/get', params: { uri: other } }, anything)
    await expect(get).rejects.toThrow(/not found/i)
    const next = client.request({ method: 'skills/list', params: { cursor: 'x' } }, anything)
    await expect(next).rejects.toThrow(/cursor/)
  })

  it('can be listed and read with a key of any scope, and not without a key', async () => {
    const client = await connect(era, (await newKey({ scopes: ['usage'] })).key)
    expect((await client.readResource({ uri })).contents).toHaveLength(1)
    expect((await client.listResources({})).resources).toMatchObject([{ uri }])
    const body = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri } }
    expect((await call('POST', '/mcp', { body, key: null })).status).toBe(401)
  })
})
