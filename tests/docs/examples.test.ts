import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import { clientTypes } from '#local/client'
import { modelCalls } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

/** Runs an example as a reader would, with the address and the key of the shared server. */
async function run(command: string, args: string[], userId: string, key = inject('appVars').API_SECRET_KEY) {
  const env = { ...process.env, API_URL: inject('appUrl'), API_SECRET_KEY: key, USER_ID: userId }
  return promisify(execFile)(command, args, { env })
}

const examples = [
  ['TypeScript', process.execPath, 'docs/examples/typescript/chat.ts', (text: string) => text],
  ['Python', 'python3', 'docs/examples/python/chat.py', (text: string) => text],
  ['curl', 'sh', 'docs/examples/curl/chat.sh', JSON.stringify],
  ['TypeScript that streams', process.execPath, 'docs/examples/typescript/stream.ts', (text: string) => text],
  ['Python that streams', 'python3', 'docs/examples/python/stream.py', (text: string) => text],
  ['curl that streams', 'sh', 'docs/examples/curl/stream.sh', JSON.stringify],
] as const

describe.each(examples)('the example in %s', (_, command, file, quoted) => {
  it('prints the answer, and sends the message once', async () => {
    const userId = newUser()
    const { stdout } = await run(command, [file, quoted(`hello "${userId}"`)], userId)
    expect(stdout).toContain('echo: hello')
    expect(stdout).toContain(userId)
    expect(await modelCalls(userId)).toHaveLength(1)
  })

  it('prints the reason when it fails', async () => {
    const wrongKey = run(command, [file], newUser(), 'a-wrong-key-of-some-length')
    const refused = await wrongKey.then(
      () => undefined,
      (error) => error,
    )
    expect(`${refused?.stdout}${refused?.stderr}`).toContain('The API key is wrong.')
    const userId = newUser()
    const message = quoted(script(userId, { status: 401 }))
    const { stdout, stderr } = await run(command, [file, message], userId).catch((error) => error)
    expect(stdout + stderr).toContain('The provider rejected the key of this server (OPENAI_API_KEY).')
  })
})

it('has the client types of the OpenAPI document: `npm run client` writes them', async () => {
  const file = 'docs/examples/typescript/api.d.ts'
  expect(await readFile(file, 'utf8')).toBe(await clientTypes())
})
