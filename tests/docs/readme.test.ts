import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it, onTestFinished } from 'vitest'
import { demoModel, startDemoModel } from '#local/model'
import { freePort, randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { createDatabase } from '#tests/support/database'
import { startTestApp } from '#tests/support/services'

/** The lines for a shell in a document that call the API, with the address and the key of a server that runs. */
async function linesOf(file: string): Promise<string> {
  const text = await readFile(join(root, file), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block!)
  return blocks.filter((block) => block.includes('curl ')).join('\n')
}

/** A curl that also notes the method or the address and the status of each answer. */
const notingCurl = `
curl() {
  command curl -sS -o "$NOTES.body" -w '%{http_code} %{method} %{url}\\n' "$@" >> "$NOTES" && cat "$NOTES.body"
}`

/** A server with the model that answers in \`npm run dev\`, on a database of its own. */
async function startDemo() {
  const model = await startDemoModel(await freePort(randomPortBase()))
  onTestFinished(() => model.close())
  const app = await startTestApp({
    databaseUrl: await createDatabase(),
    portBase: await freePort(randomPortBase()),
    vars: { OPENAI_BASE_URL: model.url, OPENAI_MODEL: demoModel, RATE_LIMIT_PER_HOUR: '1000' },
  })
  onTestFinished(() => app.close())
  return app
}

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
