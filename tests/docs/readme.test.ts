import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { blocksOf, notingCurl, startDemo } from './support.ts'

/** The lines for a shell in a document that call the API, with the address and the key of a server that runs. */
const linesOf = async (file: string) =>
  (await blocksOf(file, 'sh')).filter((block) => block.includes('curl ')).join('\n')

it.each(['README.md', 'README.ko.md'])(
  'every line of %s that calls the API works, pasted in its order',
  { timeout: 300_000 },
  async (file) => {
    const { server, vars } = await startDemo()
    const port = await freePort(randomPortBase())
    const lines = (await linesOf(file))
      .replace(/^export URL=.*$/m, `export URL=${server.url}`)
      .replace(/^export API_SECRET_KEY=.*$/m, `export API_SECRET_KEY=${vars.API_SECRET_KEY}`)
      .replaceAll(/\b4000\b/g, String(port))
    const notes = join(process.env.TMPDIR ?? '/tmp', `readme-${crypto.randomUUID()}`)
    const script = `${notingCurl}\ntrap 'kill $(jobs -p)' EXIT\n${lines}`
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      env: { ...process.env, NOTES: notes },
      cwd: root,
    })
    const answers = (await readFile(notes, 'utf8')).trim().split('\n')
    const failed = answers.filter((line) => !/^2/.test(line))
    // The message that is told to fail.
    expect(failed).toEqual([expect.stringMatching(/^502 POST .*\/api\/chat$/)])
    expect(answers.length).toBeGreaterThan(25)
    expect(stdout).toContain('"type":"job.completed"')
    expect(inject('appUrl')).not.toBe(server.url)
  },
)
