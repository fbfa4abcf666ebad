import { createServer } from 'node:http'
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { type Services, useServices } from '#tests/support/lib-services'
import { listenLocally } from '#tests/support/listen'
import { secrets } from '#tests/support/secrets'

// On a busy machine, a slow service must not count as down.
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  const patient = { healthTimeoutMs: 60_000, kvTimeoutMs: 60_000, publishTimeoutMs: 60_000 }
  return { tunables: { ...tunables, ...patient, modelCheckMs: 60_000, modelCheckSeconds: 6_000 } }
})

let services: Services
beforeAll(async () => {
  services = await useServices('hosted')
})

/** The modules of a process that starts with these variables. */
async function startedWith(vars: Record<string, string>) {
  for (const [name, value] of Object.entries(vars)) vi.stubEnv(name, value)
  vi.resetModules()
  onTestFinished(() => {
    vi.unstubAllEnvs()
    vi.resetModules()
  })
  const { checkHealth, healthSentence } = await import('#lib/health/check')
  const { dispatch } = await import('#lib/queue/dispatch')
  const health = async () => {
    const found = await checkHealth()
    return { ...found, sentence: healthSentence(found) }
  }
  return { health, dispatch }
}

/** A QStash that returns its keys, and answers publishing with this status. */
async function qstashThatAnswers(status: () => number): Promise<string> {
  const server = createServer((request, response) =>
    response.writeHead(request.method === 'GET' ? 200 : status()).end('{"error":"refused"}'),
  )
  const port = await listenLocally(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

it('health is ok while everything works', async () => {
  const { health } = await startedWith({})
  expect(await health()).toMatchObject({ status: 'ok', sentence: 'Everything works.' })
})

it('health is checked once for all callers of the moment', async () => {
  await startedWith({})
  const { getHealth } = await import('#lib/health/operations')
  const [first, second] = await Promise.all([getHealth.run({}, owner), getHealth.run({}, owner)])
  expect(second.data).toBe(first.data)
})

it.each([
  ['wrong', 'no-such-token', /token or password/],
  ['read-only', secrets.kvReadOnlyToken, /KV is read-only/],
])(
  'health is degraded with a %s write token, although the read-only token is correct',
  async (_, token, reason) => {
    const { health } = await startedWith({ KV_REST_API_TOKEN: token })
    const { status, checks, sentence } = await health()
    expect({ status, kv: checks.kv.status }).toEqual({ status: 'degraded', kv: 'down' })
    expect(checks.kv.reason).toMatch(reason)
    expect(sentence).toContain(checks.kv.reason)
    expect(sentence).toContain('KV_REST_API_TOKEN')
  },
)

it('health is degraded in every process while the queue rejects messages for its quota', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let status = 429
  const QSTASH_URL = await qstashThatAnswers(() => status)
  const message = { worker: 'webhook', payload: { deliveryId: 'msg_1' } } as const
  const one = await startedWith({ QSTASH_URL })
  await one.dispatch([message])
  const other = await startedWith({ QSTASH_URL })
  for (const { health } of [one, other])
    expect(await health()).toMatchObject({
      status: 'degraded',
      checks: { queue: { status: 'down', reason: expect.stringMatching(/quota.*429/) } },
      sentence: expect.stringContaining('quota'),
    })
  status = 200
  await one.dispatch([message])
  for (const { health } of [one, other]) expect((await health()).checks.queue.status).toBe('ok')
})

it.each([
  ['a dead address', { OPENAI_BASE_URL: 'http://127.0.0.1:2/v1' }, /127\.0\.0\.1:2 refused.*OPENAI_BASE_URL/],
  ['an unknown host', { OPENAI_BASE_URL: 'http://nowhere.invalid/v1' }, /nowhere.*OPENAI_BASE_URL/],
])('health is degraded with %s of the model, which is not called again at once', async (_, vars, reason) => {
  const { health } = await startedWith(vars)
  const first = await health()
  expect(first).toMatchObject({
    status: 'degraded',
    checks: { model: { status: 'down', reason: expect.stringMatching(reason) } },
    sentence: expect.stringMatching(/the model cannot answer them now/),
  })
  expect((await health()).checks.model).toEqual(first.checks.model)
})

it('health says why PostgreSQL rejects the connection, without its address', async () => {
  const url = new URL(process.env.DATABASE_URL!)
  url.password = 'wrong'
  const { health } = await startedWith({ DATABASE_URL: url.href })
  const { status, sentence } = await health()
  expect(status).toBe('down')
  expect(sentence).toMatch(/rejects the user or the password. Correct DATABASE_URL/)
  expect(sentence).not.toContain(url.hostname)
  expect(services.queue.sent()).toEqual([])
})
