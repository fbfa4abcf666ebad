import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import { operations } from '#lib/operations'
import { curlLine } from '#local/docs/curl'
import { root } from '#local/server'
import { blocksOf, notingCurl, startDemo } from './support.ts'

const run = promisify(execFile)

/** The shell lines of a document that call the API, with the address and the key of a running server. */
const linesOf = async (file: string) =>
  (await blocksOf(file, 'sh')).filter((block) => block.includes('curl ')).join('\n')

/** Runs lines in bash. Returns the status, method and address of each response to curl. */
async function answersTo(lines: string, url: string, key: string): Promise<string[]> {
  const exports = `export URL=${url} API_SECRET_KEY=${key}`
  const notes = join(process.env.TMPDIR ?? '/tmp', `commands-${crypto.randomUUID()}`)
  const own = lines.replaceAll(/^export (URL|API_SECRET_KEY)=.*$/gm, exports)
  await run('bash', ['-c', `${notingCurl}\n${exports}\n${own}`], {
    env: { ...process.env, NOTES: notes },
    cwd: root,
  })
  return (await readFile(notes, 'utf8')).trim().split('\n')
}

const isFailed = (answer: string) => !/^2/.test(answer)

it.each(['local/docs/api.en.template', 'local/docs/api.ko.template'])(
  'every line of %s works, pasted in order',
  { timeout: 300_000 },
  async (file) => {
    const { server, vars } = await startDemo()
    const answers = await answersTo(await linesOf(file), server.url, vars.API_SECRET_KEY!)
    // The message that asks the demo model to fail.
    expect(answers.filter(isFailed)).toEqual([expect.stringMatching(/^502 POST .*\/api\/chat$/)])
    expect(answers.length).toBeGreaterThan(40)
    expect(inject('appUrl')).not.toBe(server.url)
  },
)

it.each([
  ['README.md', 1],
  ['README.ko.md', 1],
  ['docs/budgets.md', 6],
  ['docs/mcp.md', 2],
  ['docs/mcp-events.md', 1],
  ['docs/openai-api.md', 1],
])('every line of %s that calls the server works, pasted in order', async (file, least) => {
  const { server, vars } = await startDemo()
  const answers = await answersTo(await linesOf(file), server.url, vars.API_SECRET_KEY!)
  expect(answers.filter(isFailed)).toEqual([])
  expect(answers.length).toBeGreaterThanOrEqual(least)
})

it('the server accepts the example of every operation', { timeout: 300_000 }, async () => {
  const { server, vars } = await startDemo()
  const lines = operations.map(curlLine)
  const answers = await answersTo(lines.join('\n'), server.url, vars.API_SECRET_KEY!)
  expect(answers).toHaveLength(operations.length)
  // The ids in an example may not exist. Everything else must be right.
  const wrong = answers.filter((answer, index) => {
    const [status, method, url] = answer.split(' ')
    const { pathname } = new URL(url!)
    return (
      !/^(2|404|409)/.test(status!) || method !== operations[index]!.method || !pathname.startsWith('/api/')
    )
  })
  expect(wrong).toEqual([])
})
