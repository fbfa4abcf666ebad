import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, inject, it } from 'vitest'
import { knowledgeOperations } from '#lib/mcp/knowledge'
import { operations } from '#lib/operations'
import { pluginName } from '#lib/plugin/name'
import { negativeCases, positiveCases } from '#local/listing'
import { root } from '#local/server'
import { call } from '#tests/support/api'
import { newFolder } from '#tests/support/folder'

const publicUrl = () => inject('appVars').PUBLIC_URL!

/** Runs `npm run plugin` as a user does, with only the given configuration, in a new folder. */
async function runPlugin(args: (folder: string) => string[], vars: Record<string, string> = {}) {
  const folder = await newFolder()
  const env = { ...process.env, PUBLIC_URL: '' }
  const command = [`${root}/local/plugin.ts`, ...args(folder)]
  const run = promisify(execFile)(process.execPath, command, { cwd: root, env: { ...env, ...vars } })
  const ended = await run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    ({ code, stderr }) => ({ code: code as number, text: stderr as string }),
  )
  return { folder, ...ended }
}

/** The text of every file below a folder by its path. */
async function readFolder(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const texts = paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')])
  return Object.fromEntries(await Promise.all(texts))
}

describe('GET /plugin.zip', () => {
  it('returns what `npm run plugin` writes for the same address, without a key', async () => {
    const response = await fetch(`${inject('appUrl')}/plugin.zip`)
    const name = pluginName(publicUrl())
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name}.zip"`,
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const bytes = new Uint8Array(await response.arrayBuffer())
    const served = Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)])

    const { folder, code, text } = await runPlugin((to) => [to, publicUrl()])
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(name) })
    expect(await readFolder(join(folder, name))).toEqual(Object.fromEntries(served))
    expect(new Uint8Array(await readFile(join(folder, `${name}.zip`)))).toEqual(bytes)
  })

  it('is read-only', async () => {
    expect((await call('POST', '/plugin.zip', { key: null })).status).toBe(405)
    const head = await fetch(`${inject('appUrl')}/plugin.zip`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip'])
  })
})

describe('npm run plugin', () => {
  it('takes the address from PUBLIC_URL, and writes the texts for a listing beside the plugin', async () => {
    const { folder, code } = await runPlugin((to) => [to], { PUBLIC_URL: 'https://chat.example.com/' })
    expect(code).toBe(0)
    const files = Object.keys(await readFolder(folder))
    expect(files).toContain('gpts-api-chat-example-com.zip')
    expect(files).toContain('gpts-api-chat-example-com/plugin.json')
    const listing = await readFile(join(folder, 'listing.md'), 'utf8')
    const offered = operations.filter(({ access }) => access !== 'owner').map(({ id }) => id)
    for (const id of [...offered, ...knowledgeOperations.map(({ id }) => id)])
      expect(listing).toMatch(new RegExp(`^\\| ${id} +\\|`, 'm'))
  })

  it.each([
    [[], 'usage: npm run plugin'],
    [['<folder>'], 'PUBLIC_URL is not set'],
    [['<folder>', 'chat.example.com'], 'chat.example.com is not an http(s) URL'],
    [['<folder>', 'http://lan.example'], 'http://lan.example is not an https address'],
    [['<folder>', 'https://a.example', 'more'], 'usage: npm run plugin'],
  ])('with %j prints what is wrong, and writes nothing', async (args, message) => {
    const { folder, code, text } = await runPlugin((to) => args.map((arg) => (arg === '<folder>' ? to : arg)))
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(message) })
    expect(text).not.toContain('    at ')
    expect(await readdir(folder)).toEqual([])
  })

  it('has five positive and three negative test cases, whose tools all exist', () => {
    expect([positiveCases.length, negativeCases.length]).toEqual([5, 3])
    const ids = [...operations, ...knowledgeOperations].map(({ id }) => id)
    for (const { tools } of positiveCases) expect(ids).toEqual(expect.arrayContaining(tools))
  })
})

describe('GET /.well-known/openai-apps-challenge', () => {
  it('answers 404 without OPENAI_APPS_CHALLENGE', async () => {
    const { status, body } = await call('GET', '/.well-known/openai-apps-challenge', { key: null })
    expect({ status, body }).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})
