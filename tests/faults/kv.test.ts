import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { operations } from '#lib/operations'
import { freePort, randomPortBase } from '#local/ports'
import { call, chat } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { startSilence } from '#tests/support/faults'
import { startKv, type TestKv } from '#tests/support/kv'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { isHosted } from '#tests/support/profile'
import { type RestRequest, requestOf } from '#tests/support/requests'
import { startTestApp, type TestApp } from '#tests/support/services'
import { inputsReaching, unknownIds } from '#tests/support/user-isolation'

let port: number
let kv: TestKv
let app: TestApp
let options: { baseUrl: string }

const start = () => startKv({ port })

beforeAll(async () => {
  port = await freePort(randomPortBase())
  kv = await start()
  app = await startTestApp({
    databaseUrl: await createDatabase(),
    portBase: randomPortBase(),
    vars: kv.vars,
  })
  options = { baseUrl: app.server.url }
})

afterAll(async () => {
  await app?.close()
  await kv?.close()
})

/** Requests to every operation, for records that do not exist. */
const requests = operations.flatMap((operation) =>
  inputsReaching(unknownIds)[operation.id]!.map((fields) => requestOf(operation, fields)),
)

/** Waits until KV counts the limit. On a cold server the first command may exceed its timeout. */
async function untilLimited(): Promise<void> {
  const limitHeader = async () => {
    const { headers } = await chat({ userId: newUser(), message: 'hello', wait: 0 }, options)
    return headers.get('ratelimit') ?? ''
  }
  await expect.poll(limitHeader).toContain('"chat"')
}

it('answers chats from the database while KV is down, allows them without a rate limit, and logs it', async () => {
  const userId = newUser()
  await untilLimited()
  const first = await chat({ userId, message: 'one' }, options)
  await kv.close()

  const { conversationId } = first.body.data
  const second = await chat({ userId, conversationId, message: 'two' }, options)
  expect(second).toMatchObject({ status: 200, body: { data: { response: 'echo: two' } } })
  expect(second.headers.get('ratelimit')).toBeNull()
  await expect.poll(() => app.server.output()).toContain('"rate_limit.unavailable"')
  expect(app.model.calls('two')[0]!.messages.map(({ content }) => content)).toEqual([
    'one',
    'echo: one',
    'two',
  ])

  const user = await call('GET', `/api/users?userId=${userId}`, options)
  expect(user).toMatchObject({ status: 200, body: { data: { userId, session: { conversationId } } } })
  const ask = async ({ method, path, body }: RestRequest) => {
    const { status } = await call(method, path, { ...options, body })
    return { method, path, hasFailed: status >= 500 }
  }
  // A few at a time: all at once would test the database too.
  for (let at = 0; at < requests.length; at += 4) {
    const answers = await Promise.all(requests.slice(at, at + 4).map(ask))
    expect(answers.filter(({ hasFailed }) => hasFailed)).toEqual([])
  }
  // The server caches the state of a service for two seconds.
  await expect
    .poll(() => call('GET', '/api/health', { ...options, key: null }))
    .toMatchObject({
      status: 200,
      body: {
        success: true,
        data: { status: 'degraded', checks: { database: { status: 'ok' }, kv: { status: 'down' } } },
      },
    })
  kv = await start()
})

it('still sends the answer to a waiting caller when KV stops during the wait', async () => {
  const message = script('kv dies', { answer: 'told all the same', delayMs: 1500 })
  const waiting = chat({ userId: newUser(), message }, options)
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  await kv.close()
  expect(await waiting).toMatchObject({ status: 200, body: { data: { response: 'told all the same' } } })
  kv = await start()
})

it('answers chats while KV accepts connections and never responds', async () => {
  await kv.close()
  const silence = await startSilence(port)
  const userId = newUser()
  const first = await chat({ userId, message: 'into silence' }, options)
  expect(first).toMatchObject({ status: 200, body: { data: { response: 'echo: into silence' } } })
  await expect.poll(async () => (await call('GET', '/api/health', options)).body.data.status).toBe('degraded')
  await silence.close()
  kv = await start()
})

it('limits again, and uses the cache again if it has one, when KV is back, even if empty', async () => {
  await kv.close()
  const userId = newUser()
  const first = await chat({ userId, message: 'without cache' }, options)
  kv = await start()
  await untilLimited()
  // With the Postgres queue, a claim reads the history from the database.
  if (!isHosted) return

  const { conversationId } = first.body.data
  const redis = new Redis(kv.redisUrl)
  onTestFinished(() => redis.disconnect())
  const key = `history:${conversationId}`
  type Cached = { messages: { role: string; content: string; tokens: number }[] }
  // Text that is only in the cache reaches the model, so the history came from the cache.
  const firstMessageSeenAfterChange = async () => {
    await chat({ userId, conversationId, message: 'fills the cache' }, options)
    const cached = JSON.parse((await redis.get(key)) ?? 'null') as Cached | null
    if (cached?.messages[0]?.content !== 'without cache') return undefined
    cached.messages[0].content = 'from the cache'
    await redis.set(key, JSON.stringify(cached))
    const message = crypto.randomUUID()
    await chat({ userId, conversationId, message }, options)
    return app.model.calls(message)[0]?.messages[0]?.content
  }
  await expect.poll(firstMessageSeenAfterChange).toBe('from the cache')
})
