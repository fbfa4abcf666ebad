import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { rateLimit } from '#lib/api/limits'
import { kv } from '#lib/kv/index'
import { batchKey, flushRequests, noteRequest, requestsKey } from '#lib/metering/requests'
import { foldRequests, readFoldedBatch } from '#lib/metering/requests-store'
import { startProxy } from '#tests/support/http-proxy'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'
import { addUsers, clearUsage } from '#tests/support/usage'

const endpoint = 'GET /api/users'

let services: Services
beforeAll(async () => {
  services = await useServices('hosted')
})
beforeEach(async () => {
  await clearUsage(services.database)
  await kv().flushdb()
})

const counted = async () =>
  (
    await services.database.query(
      `select u.user_id, endpoint, request_count, last_request_at
       from api_usage left join users u on u.id = api_usage.user_id order by request_count, 1, 2`,
    )
  ).rows
const total = async () => (await counted()).reduce((sum, { request_count }) => sum + request_count, 0)
const note = (times: number, userId?: string) =>
  Promise.all(Array.from({ length: times }, () => noteRequest(endpoint, userId)))

/** The state after a run that died between adding a batch to the database and deleting it from KV. */
async function foldWithoutDropping(name: string, count: number) {
  await kv().rename(requestsKey, batchKey)
  await kv().hset(batchKey, { name })
  const batch = [{ endpoint, userId: '', count, lastMs: Date.now() }]
  expect(await foldRequests(await readFoldedBatch(), name, batch)).toBe(true)
}

describe('requests', () => {
  it('are counted by user and endpoint, with the time of the last', async () => {
    const [ada, bob] = await addUsers(services.database, 2)
    const before = Date.now()
    await note(3, ada!.user_id)
    await note(2, bob!.user_id)
    await noteRequest('POST /api/users', ada!.user_id)
    expect(await flushRequests()).toBe(6)
    expect(await counted()).toMatchObject([
      { user_id: ada!.user_id, endpoint: 'POST /api/users', request_count: 1 },
      { user_id: bob!.user_id, endpoint, request_count: 2 },
      { user_id: ada!.user_id, endpoint, request_count: 3 },
    ])
    for (const { last_request_at } of await counted()) {
      expect(last_request_at.getTime()).toBeGreaterThanOrEqual(before - 1_000)
      expect(last_request_at.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
    }
  })

  it('without a user, or with an unknown one, are counted without a user', async () => {
    await note(2)
    await note(3, newUser())
    await flushRequests()
    await note(1)
    await flushRequests()
    expect(await counted()).toMatchObject([{ user_id: null, endpoint, request_count: 6 }])
  })

  it.each(['{"a":1}', '123', 'null', '"x"', 'a:b', '한국'])('are counted for the user %s', async (userId) => {
    const [user] = await addUsers(services.database, 1)
    await services.database.query('update users set user_id = $2 where id = $1', [user!.id, userId])
    onTestFinished(() => void services.database.query('delete from users where id = $1', [user!.id]))
    await noteRequest(endpoint, userId)
    await flushRequests()
    expect(await counted()).toMatchObject([{ user_id: userId, request_count: 1 }])
  })

  it('are added once by concurrent runs, while more requests come in', async () => {
    const [user] = await addUsers(services.database, 1)
    const rounds = Array.from({ length: 10 }, async () => {
      await note(30, user!.user_id)
      return Promise.all([flushRequests(), flushRequests(), flushRequests()])
    })
    const taken = (await Promise.all(rounds)).flat()
    const rest = await flushRequests()
    expect(taken.reduce((sum, n) => sum + n, rest)).toBe(300)
    expect(await total()).toBe(300)
  })

  it('are added once when a run dies after adding them and before deleting them from KV', async () => {
    await note(5)
    await foldWithoutDropping('broken-off', 5)
    await note(2)
    expect(await flushRequests()).toBe(2)
    expect(await flushRequests()).toBe(0)
    expect(await total()).toBe(7)
  })

  it('are added by the next run when a run dies before adding them', async () => {
    await note(5)
    await kv().rename(requestsKey, batchKey)
    await kv().hset(batchKey, { name: 'broken-off' })
    await note(2)
    expect(await flushRequests()).toBe(7)
    expect(await total()).toBe(7)
  })

  it('are not added again by a run that was overtaken', async () => {
    await note(5)
    const before = await readFoldedBatch()
    await flushRequests()
    const stalled = [{ endpoint, userId: '', count: 5, lastMs: Date.now() }]
    expect(await foldRequests(before, 'stalled', stalled)).toBe(false)
    expect(await total()).toBe(5)
  })

  it('are still counted after KV is lost', async () => {
    await note(2)
    await flushRequests()
    await kv().flushdb()
    await note(3)
    await flushRequests()
    expect(await total()).toBe(5)
  })

  it('are deleted from KV when they are added', async () => {
    await note(3)
    await flushRequests()
    expect(await kv().exists(requestsKey, batchKey)).toBe(0)
  })
})

describe('noting a request', () => {
  it('needs no round trip besides the one for the rate limit', async () => {
    const paths: string[] = []
    const proxy = await startProxy({
      target: services.kv.url,
      onRequest: ({ path }) => void paths.push(path),
      onEnd: () => {},
    })
    onTestFinished(async () => {
      process.env.KV_REST_API_URL = services.kv.url
      await proxy.close()
    })
    process.env.KV_REST_API_URL = proxy.url
    vi.resetModules()
    const fresh = {
      limit: (await import('#lib/api/limits')).rateLimit,
      noteRequest: (await import('#lib/metering/requests')).noteRequest,
    }
    const send = (who: string) => fresh.limit('read', { who }, () => fresh.noteRequest(endpoint, who))
    await send(newUser())
    paths.length = 0
    for (let i = 0; i < 5; i++) await send(newUser())
    expect(paths).toHaveLength(5)
    const noted = Object.keys((await kv().hgetall(requestsKey)) ?? {})
    expect(noted.filter((field) => field.startsWith('count '))).toHaveLength(6)
  })

  it('does not fail the request when it fails itself', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => logged.mockRestore())
    await kv().set(requestsKey, 'no hash')
    const { headers } = await rateLimit('read', { who: newUser() }, () => noteRequest(endpoint, 'u'))
    expect(headers).toHaveProperty('ratelimit')
    expect(logged.mock.calls.join()).toContain('kv.unavailable')
  })
})
