import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { apiClients } from '#app/(site)/connect/api-clients'
import type { Client } from '#app/(site)/connect/client'
import { issueKey, registerGpt } from '#app/(site)/connect/key'
import { claudeLink, cursorLink, shellWord, vsCodeLink } from '#app/(site)/connect/links'
import { mcpClients } from '#app/(site)/connect/mcp-clients'

const addresses = [
  'https://gpts.example.com',
  'https://example.com:8443/my/server',
  // Addresses that a shell, a query or base64 could misread.
  'https://example.com/a&b;c',
  "https://example.com/it's",
  'https://example.com/$HOME/`id`/(x)*?y=~~~',
  'https://example.com/ÿÿÿ>>>???',
]
/** LibreChat replaces it with the variable of its environment. */
const keyVariable = `$\{GPTS_API_KEY}`

const all = (url: string): Client[] => [...mcpClients(url), ...apiClients(url, 'gpt-6-luna')]
const ways = (url: string) => all(url).flatMap((client) => client.ways)
const textsOf = (url: string) =>
  ways(url).flatMap(({ link, code }) => [link?.href, code?.text].filter(Boolean))
const way = (url: string, id: string) => all(url).find((client) => client.id === id)!.ways

/** The words of a line as a POSIX shell splits it. Its command is replaced by one that prints them. */
async function wordsOf(line: string): Promise<string[]> {
  const script = `print() { printf '%s\\0' "$@"; }\nprint ${line}`
  const { stdout } = await promisify(execFile)('sh', ['-c', script], {
    env: { ...process.env, API_SECRET_KEY: 'from-the-shell' },
  })
  return stdout.split('\0').slice(0, -1)
}

it('no client gets a plugin link that it would not load', () => {
  const plugins = (url: string) => textsOf(url).filter((text) => text?.includes('/plugin.zip'))
  expect(plugins('https://example.com')).toHaveLength(2)
  expect(plugins('http://127.0.0.1:3000')).toHaveLength(2)
  expect(plugins('http://192.168.1.5:3000')).toEqual([])
})

describe.each(addresses)('for a server at %s', (url) => {
  const mcp = `${url}/mcp`

  it('the link for Claude fills in the name and the URL', () => {
    const link = new URL(claudeLink(url))
    expect(link.origin + link.pathname).toBe('https://claude.ai/customize/connectors')
    expect(Object.fromEntries(link.searchParams)).toEqual({
      modal: 'add-custom-connector',
      connectorName: 'GPTs API Server',
      connectorUrl: mcp,
    })
  })

  it('the link for Cursor has its configuration in base64', () => {
    const link = new URL(cursorLink(url))
    expect(link.href).toMatch(
      /^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?name=gpts&config=[\w%]+$/,
    )
    const config = Buffer.from(link.searchParams.get('config')!, 'base64').toString()
    expect(JSON.parse(config)).toEqual({ url: mcp })
  })

  it('the link and the command for VS Code have its configuration', async () => {
    const server = { name: 'gpts', type: 'http', url: mcp }
    const [start, query] = vsCodeLink(url).split('?', 2)
    expect(start).toBe('vscode:mcp/install')
    expect(JSON.parse(decodeURIComponent(query!))).toEqual(server)
    const command = way(url, 'vs-code').find(({ isFolded }) => isFolded)!.code!.text
    const [, option, given] = await wordsOf(command)
    expect([option, JSON.parse(given!)]).toEqual(['--add-mcp', server])
  })

  it.each([
    ['claude-code', ['claude', 'mcp', 'add', '--transport', 'http', 'gpts', mcp]],
    ['codex', ['codex', 'mcp', 'add', 'gpts', '--url', mcp]],
    ['gemini-cli', ['gemini', 'mcp', 'add', '--scope', 'user', '--transport', 'http', 'gpts', mcp]],
  ])('a shell splits the command for %s into the intended words', async (id, words) => {
    expect(await wordsOf(way(url, id)[0]!.code!.text.split('\n')[0]!)).toEqual(words)
  })

  it('the other commands quote the URL too', async () => {
    const plugin = way(url, 'claude-code')[1]?.code?.text
    expect(plugin === undefined).toBe(new URL(url).search !== '')
    if (plugin) expect(await wordsOf(plugin)).toEqual(['claude', '--plugin-url', `${url}/plugin.zip`])
    expect(await wordsOf(way(url, 'other-mcp')[1]!.code!.text)).toContain(mcp)
    expect(await wordsOf(issueKey(url))).toContain(`${url}/api/keys`)
    expect(await wordsOf(registerGpt(url))).toContain(`${url}/oauth/register`)
  })

  it('the configuration of LibreChat has the base URL and the model', () => {
    const { endpoints } = parse(way(url, 'librechat')[0]!.code!.text)
    const read = {
      baseURL: `${url}/v1`,
      apiKey: keyVariable,
      models: { default: ['gpt-6-luna'], fetch: true },
    }
    expect(endpoints.custom).toEqual([expect.objectContaining(read)])
  })

  it('no link contains a key, and commands have it only as a variable', () => {
    for (const text of textsOf(url)) {
      expect(text).not.toMatch(/sk-|[?&](?:key|token|api_key)=/i)
      expect(text!.replace('Bearer $API_SECRET_KEY', '').replace(keyVariable, '')).not.toMatch(/Bearer|_KEY/)
    }
  })
})

it('shellWord quotes a word only when needed', () => {
  expect(shellWord('https://example.com/mcp')).toBe('https://example.com/mcp')
  expect(shellWord("it's & that")).toBe(`'it'\\''s & that'`)
  expect(shellWord('')).toBe("''")
})

describe('the clients', () => {
  it('have unique ids', () => {
    const ids = all('https://example.com').map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('link to their documentation, with the day it was checked or why it was not', () => {
    for (const client of all('https://example.com').filter(({ id }) => !id.startsWith('other-'))) {
      const { documentation } = client.ways[0]!
      expect(documentation, client.id).toBeDefined()
      expect(new URL(documentation!.url).protocol).toBe('https:')
      if (documentation!.checked === null) expect(documentation!.because[0]).not.toBe('')
      else expect(documentation!.checked).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  it('have a title when they are folded', () => {
    for (const { isFolded, title } of ways('https://example.com')) if (isFolded) expect(title).toBeDefined()
  })
})
