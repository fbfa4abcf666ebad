import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { signedHeaders } from '#lib/http-client/sign'
import { webhookEvents } from '#lib/webhooks/events'
import type { WebhookEvent } from '#lib/webhooks/schema'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { freePort, randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { newFolder } from '#tests/support/folder'
import { blocksOf, notingCurl, startDemo } from './support.ts'

const run = promisify(execFile)

describe('docs/webhooks.md', () => {
  it('has shell lines that work, pasted in order', { timeout: 300_000 }, async () => {
    const { server, vars } = await startDemo()
    const port = await freePort(randomPortBase())
    const lines = (await blocksOf('docs/webhooks.md', 'sh'))
      .join('\n')
      .replace(/^export URL=.*$/m, `export URL=${server.url}`)
      .replace(/^export API_SECRET_KEY=.*$/m, `export API_SECRET_KEY=${vars.API_SECRET_KEY}`)
      .replaceAll(/\b4000\b/g, String(port))
      .replaceAll(/\b4001\b/g, String(await freePort(port + 1)))
    const notes = join(await newFolder(), 'notes')
    const script = `${notingCurl}\ntrap 'kill $(jobs -p)' EXIT\n${lines}`
    const { stdout } = await run('bash', ['-c', script], { env: { ...process.env, NOTES: notes }, cwd: root })
    const answers = (await readFile(notes, 'utf8')).trim().split('\n')
    expect(answers.filter((line) => !/^2/.test(line))).toEqual([])
    expect(answers.length).toBeGreaterThan(12)
    expect(stdout).toMatch(/job\.completed msg_[0-9a-f]{32} \{"jobId"/)
    expect(stdout).toMatch(/budget\.alert msg_[0-9a-f]{32} \{"userId":"me"/)
    expect(stdout).toMatch(/^verified$/m)
    expect(stdout).toContain('"type":"job.completed"')
    expect(stdout).toContain('"type":"webhook.test"')
  })

  it('has a sample of every event, as the server sends it', async () => {
    const samples = (await blocksOf('docs/webhooks.md', 'json')).map((block) => JSON.parse(block))
    expect(samples.map(({ type }) => type).sort()).toEqual(Object.keys(webhookEvents).sort())
    for (const { type, data } of samples) {
      const { data: schema } = webhookEvents[type as WebhookEvent]
      expect(z.strictObject((schema as z.ZodObject).shape).safeParse(data).error).toBeUndefined()
    }
  })
})

describe.each([
  ['TypeScript', process.execPath, 'docs/examples/typescript/webhooks.ts'],
  ['Python', 'python3', 'docs/examples/python/webhooks.py'],
])('the receiver in %s', (_, command, file) => {
  it('accepts a signed webhook, prints it once, and refuses everything else', async () => {
    const secret = newWebhookSecret()
    const port = await freePort(randomPortBase())
    const receiver = spawn(command, [join(root, file)], {
      env: { ...process.env, SECRET: secret, PORT: String(port) },
    })
    onTestFinished(() => void receiver.kill())
    const printed = linesOf(receiver)
    const body = JSON.stringify({ type: 'webhook.test', timestamp: '', data: { message: 'Grüße 👋' } })
    const send = (headers: Record<string, string>, sent = body) =>
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: sent }).then(({ status }) => status)
    await expect.poll(() => send({}).catch(() => 'not yet'), { timeout: 60_000 }).toBe(401)
    const now = new Date()
    const signed = signedHeaders('msg_1', now, body, [secret])
    expect(await send(signed)).toBe(204)
    expect(await send(signedHeaders('msg_1', now, body, [newWebhookSecret(), secret]))).toBe(204)
    expect(await send(signed, body.replace('Grüße', 'Grusse'))).toBe(401)
    expect(await send(signedHeaders('msg_2', now, body, [newWebhookSecret()]))).toBe(401)
    expect(await send(signedHeaders('msg_2', new Date(now.getTime() - 600_000), body, [secret]))).toBe(401)
    expect(await send(signedHeaders('msg_3', now, body, [secret]))).toBe(204)
    await expect.poll(() => printed().length, { timeout: 60_000 }).toBe(2)
    expect(printed()).toEqual([
      expect.stringMatching(/^webhook\.test msg_1 /),
      expect.stringMatching(/^webhook\.test msg_3 /),
    ])
  })
})

function linesOf(program: ChildProcess): () => string[] {
  let text = ''
  program.stdout!.on('data', (chunk) => {
    text += chunk
  })
  return () => text.split('\n').filter(Boolean)
}

it("the openssl script accepts the library's signature, and refuses another body", async () => {
  const secret = newWebhookSecret()
  const body = 'Grüße 👋 %s \\n'
  const signature = new Webhook(secret).sign('msg_1', new Date(1_700_000_000_000), body)
  const check = (sent: string) =>
    new Promise<string>((resolve) => {
      const args = ['docs/examples/curl/verify-webhook.sh', 'msg_1', '1700000000', `v1,AAAA ${signature}`]
      const program = execFile(
        'sh',
        args,
        { cwd: root, env: { ...process.env, SECRET: secret } },
        (_, out, err) => resolve(`${out}${err}`),
      )
      program.stdin!.end(sent)
    })
  expect(await check(body)).toBe('verified\n')
  expect(await check(`${body} `)).toBe('No signature matches.\n')
})
