import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { apiVersion, openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { pluginAddressProblem } from '#lib/plugin/address'
import { icon } from '#lib/plugin/icon'
import { displayName, pluginName } from '#lib/plugin/name'
import { pluginFiles, zipFiles } from '#lib/plugin/package'
import { skillDescription, skillName, skillText } from '#lib/plugin/skill'
import { root } from '#local/server'
import { checker } from '#tests/support/schemas'
import mcpSchema from './schemas/mcp.schema.json' with { type: 'json' }
import pluginSchema from './schemas/plugin.schema.json' with { type: 'json' }

const checkPlugin = checker(pluginSchema)
const checkMcp = checker(mcpSchema)

const long = `https://${'very-long-label.'.repeat(12)}example.com`
const addresses = [
  'https://chat.example.com',
  'https://example.com:8443/sub/path',
  'http://127.0.0.1:3000',
  'http://[::1]:3000',
  'https://xn--9d0b0yz2c.example',
  long,
]
const url = addresses[0]!
const jsonOf = (publicUrl: string, path: string) => JSON.parse(pluginFiles(publicUrl)[path]!)

describe('the package', () => {
  it.each(addresses)('fits the schemas of Agent Plugins 1.0.0, for %s', (publicUrl) => {
    expect(checkPlugin(jsonOf(publicUrl, 'plugin.json'))).toEqual([])
    expect(checkMcp(jsonOf(publicUrl, 'mcp.json'))).toEqual([])
  })

  it('would not fit the schemas with an unknown member', () => {
    expect(checkPlugin({ ...jsonOf(url, 'plugin.json'), displayName: 'x' })).not.toEqual([])
    expect(checkMcp({ ...jsonOf(url, 'mcp.json'), inputs: [] })).not.toEqual([])
    const server = { type: 'http', url }
    expect(checkMcp({ ...jsonOf(url, 'mcp.json'), mcpServers: { server } })).not.toEqual([])
  })

  it('contains the MCP server of the address in both formats', () => {
    const name = pluginName(url)
    expect(jsonOf(url, 'mcp.json').mcpServers).toEqual({
      [name]: { type: 'streamable-http', url: `${url}/mcp` },
    })
    expect(jsonOf(url, '.mcp.json').mcpServers).toEqual({ [name]: { type: 'http', url: `${url}/mcp` } })
  })

  it('has the same name and version in every file, and contains each file that it refers to', () => {
    const files = pluginFiles(url)
    const { name, version, extensions } = jsonOf(url, 'plugin.json')
    expect({ name, version }).toEqual({ name: pluginName(url), version: apiVersion })
    expect(jsonOf(url, '.claude-plugin/plugin.json')).toMatchObject({ name, version })
    for (const path of ['.claude-plugin/marketplace.json', '.agents/plugins/marketplace.json'])
      expect(jsonOf(url, path)).toMatchObject({ name, plugins: [{ name }] })
    expect(Object.keys(files)).toContain(`skills/${name}/SKILL.md`)
    for (const member of ['logo', 'composerIcon'])
      expect(files).toHaveProperty([extensions['com.openai'].interface[member].replace(/^\.\//, '')])
  })

  it.each(addresses)('keeps the limits of OpenAI for a listing, for %s', (publicUrl) => {
    const shown = jsonOf(publicUrl, 'plugin.json').extensions['com.openai'].interface
    expect(shown.displayName.length).toBeLessThanOrEqual(30)
    expect(shown.shortDescription.length).toBeLessThanOrEqual(30)
    expect(shown.defaultPrompt.length).toBeLessThanOrEqual(3)
    for (const prompt of shown.defaultPrompt) expect(prompt.length).toBeLessThanOrEqual(128)
    for (const link of [shown.websiteURL, shown.privacyPolicyURL])
      if (link !== undefined) expect(link).toMatch(/^https:/)
  })

  it('has the same icon as the pages', async () => {
    const ofPages = await readFile(`${root}/app/icon.svg`, 'utf8')
    const shapes = (svg: string) =>
      [...svg.matchAll(/\b(?:d|cx|cy|r|viewBox)="[^"]*"/g)].map(([text]) => text)
    expect(shapes(icon)).toEqual(shapes(ofPages))
  })
})

describe('the ZIP', () => {
  it('has the same bytes at any time and in any time zone', () => {
    const bytes = zipFiles(pluginFiles(url))
    expect(zipFiles(pluginFiles(url))).toEqual(bytes)
    // The DOS time and date of the first entry: midnight of 1980-01-01.
    expect([...bytes.slice(10, 14)]).toEqual([0, 0, 0x21, 0])
  })
})

describe('the name of the plugin', () => {
  it('is made from the address, so two servers of one person have different names', () => {
    expect(pluginName(url)).toBe('gpts-api-chat-example-com')
    expect(pluginName('https://example.com:8443/sub/path')).toBe('gpts-api-example-com-8443-sub-path')
    expect(pluginName('http://[::1]:3000')).toBe('gpts-api-1-3000')
    expect(new Set(addresses.map(pluginName)).size).toBe(addresses.length)
    expect(pluginName(long)).not.toBe(pluginName(`${long}:8443`))
  })

  it.each(addresses)('is valid as the name of a skill, for %s', (publicUrl) => {
    expect(pluginName(publicUrl)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(pluginName(publicUrl).length).toBeLessThanOrEqual(64)
  })

  it('is shown with as much of the host as fits', () => {
    expect(displayName(url)).toBe('GPTs API (chat.example.com)')
    expect(displayName('https://chat.a-long-name.example.com')).toBe('GPTs API (chat)')
    expect(displayName(`https://${'x'.repeat(60)}.example.com`)).toBe('GPTs API Server')
  })
})

describe('the skill', () => {
  const text = skillText(url)

  it('has the front matter of agentskills.io', () => {
    const front = parse(/^---\n([\s\S]*?)\n---\n/.exec(text)![1]!)
    expect(front).toEqual({ name: skillName(url), description: skillDescription(url) })
    expect(front.description.length).toBeLessThanOrEqual(1_024)
    expect(text.split('\n').length).toBeLessThan(500)
  })

  it('mentions only existing tools, fields and codes', () => {
    const document = JSON.stringify(openapiDocument(operations, url))
    const named = [...text.matchAll(/`(\w+)(?:: [^`]+)?`/g)].map(([, word]) => word!)
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((word) => !document.includes(`"${word}"`))).toEqual([])
  })
})

describe('an address', () => {
  it.each(addresses)('%s is accepted by clients', (address) => {
    expect(pluginAddressProblem(address)).toBeUndefined()
  })

  it.each([
    'http://lan.example',
    'http://192.168.0.2:3000',
    'http://localhost.evil.example',
    'https://user:password@example.com',
    'https://example.com/?a=b',
    'https://example.com/#a',
  ])('%s is rejected by clients', (address) => {
    expect(pluginAddressProblem(address)).toEqual(expect.any(String))
  })
})
