import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import { operations } from '#lib/operations'
import { curlLine } from '#local/docs/curl'
import { root } from '#local/server'
import { newFolder } from '#tests/support/folder'
import { callingPages, inlineCommands } from './commands.ts'
import { blocksOf, notingCurl, startDemo } from './support.ts'

const run = promisify(execFile)

/** The shell lines of a document that call the API, and its `ask` commands, which one of them defines. */
const linesOf = async (file: string) =>
  [
    ...(await blocksOf(file, 'sh')).filter((block) => block.includes('curl ')),
    ...(await inlineCommands(file)).filter((command) => command.startsWith('ask ')),
  ].join('\n')

/** Runs lines in bash. Returns the status, method and address of each response to curl. */
async function answersTo(lines: string, url: string, key: string): Promise<string[]> {
  const exports = `export URL=${url} API_SECRET_KEY=${key}`
  const notes = join(await newFolder(), 'notes')
  const own = lines.replaceAll(/^export (URL|API_SECRET_KEY)=.*$/gm, exports)
  await run('bash', ['-c', `${notingCurl}\n${exports}\n${own}`], {
    env: { ...process.env, NOTES: notes },
    cwd: root,
  })
  return (await readFile(notes, 'utf8')).trim().split('\n')
}

/** A job of the user `ada` and a key for her, by the names that docs/console.md gives their ids. */
async function setIds(url: string, key: string): Promise<string> {
  const post = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await response.json()).data
  }
  const { jobId } = await post('/api/chat', { message: 'Hello!', userId: 'ada' })
  const { keyId } = await post('/api/keys', { name: 'A phone', scopes: ['chat'], userId: 'ada' })
  return `JOB=${jobId} KEY=${keyId}`
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

it.each([...Object.entries(callingPages), ['README.ko.md', 1]] as const)(
  'every line of %s that calls the server works, pasted in order',
  async (file, least) => {
    const { server, vars } = await startDemo()
    const ids = file === 'docs/console.md' ? await setIds(server.url, vars.API_SECRET_KEY!) : ''
    const lines = `${ids}\n${await linesOf(file)}`
    const answers = await answersTo(lines, server.url, vars.API_SECRET_KEY!)
    expect(answers.filter(isFailed)).toEqual([])
    expect(answers.length).toBeGreaterThanOrEqual(least)
  },
)

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
