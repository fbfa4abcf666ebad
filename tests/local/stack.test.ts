import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { startStack } from '#local/stack'
import { inngestKeys, secrets } from '#tests/support/secrets'

const configured = {
  DATABASE_URL: 'postgres://user:password@db.example/main',
  KV_REST_API_URL: 'https://kv.example',
  OPENAI_API_KEY: 'model-key',
}
const inngest = { INNGEST_EVENT_KEY: inngestKeys.eventKey, INNGEST_SIGNING_KEY: inngestKeys.signingKey }

/** The stack, stopped again, when everything but the queue is configured. */
async function stackWith(vars: Record<string, string>) {
  const appUrl = 'http://127.0.0.1:3000'
  const stack = await startStack({
    vars: { ...configured, ...vars },
    secrets,
    dataDir: tmpdir(),
    portBase: randomPortBase(),
    appUrl,
  })
  await stack.close()
  return stack
}

it('starts no queue when Inngest is configured, and says how to set up Inngest', async () => {
  const { vars, services, notices } = await stackWith({
    ...inngest,
    INNGEST_BASE_URL: 'http://127.0.0.1:8288',
  })
  expect(Object.keys(vars)).toEqual(['WEBHOOK_ALLOW_PRIVATE', 'WEBHOOK_SECRET'])
  expect(services).toContainEqual({ name: 'Queue', text: 'Inngest at 127.0.0.1' })
  expect(notices).toEqual([expect.stringContaining('npm run schedules')])
})

it('says that Inngest’s cloud needs a public address', async () => {
  const { notices } = await stackWith(inngest)
  expect(notices).toEqual([
    expect.stringContaining('PUBLIC_URL'),
    expect.stringContaining('npm run schedules'),
  ])
  expect((await stackWith({ ...inngest, PUBLIC_URL: 'https://tunnel.example' })).notices).toHaveLength(1)
})
