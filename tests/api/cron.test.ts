import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { ask, call } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { newUser } from '#tests/support/names'
import { cronSecret, secrets } from '#tests/support/secrets'

const database = new Client({ connectionString: inject('appVars').DATABASE_URL })
beforeAll(() => database.connect())
afterAll(() => database.end())

describe('the cron endpoint', () => {
  it.each(['rollup', 'sweep'])('runs the %s for a caller with the secret', async (worker) => {
    const { status, body } = await call('GET', `/api/cron/${worker}`, { key: cronSecret })
    expect([status, body]).toEqual([200, { kind: 'done' }])
  })

  it('refuses a missing secret and every wrong one', async () => {
    for (const key of [null, 'wrong', secrets.apiKey, `${cronSecret}x`, cronSecret.slice(1)]) {
      const { status, body } = await call('GET', '/api/cron/rollup', { key })
      expect([status, body.code]).toEqual([401, 'unauthorized'])
    }
    const basic = await call('GET', '/api/cron/rollup', { key: null, headers: { authorization: cronSecret } })
    expect(basic.status).toBe(401)
  })

  it('refuses all callers while no secret is set', async () => {
    Object.assign(process.env, inject('appVars'), { CRON_SECRET: '' })
    vi.resetModules()
    const { runScheduled } = await import('#workers/cron')
    for (const authorization of [undefined, 'Bearer ', 'Bearer undefined', `Bearer ${cronSecret}`]) {
      const request = new Request('http://server/api/cron/rollup', {
        headers: authorization === undefined ? {} : { authorization },
      })
      const response = await runScheduled(request, { params: Promise.resolve({ worker: 'rollup' }) })
      expect(response.status).toBe(401)
    }
  })

  it('answers 404 for a worker that needs a payload, and for any other method', async () => {
    for (const worker of ['completion', 'nope', 'constructor'])
      expect((await call('GET', `/api/cron/${worker}`, { key: cronSecret })).status).toBe(404)
    expect((await call('POST', '/api/cron/rollup', { key: cronSecret, body: {} })).status).toBe(404)
  })

  it('adds the ledger to the rollups and the requests to api_usage', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    await ask({ userId, message: 'hi' })
    for (let i = 0; i < 3; i++) await call('GET', `/api/users?userId=${userId}`)
    await call('GET', `/api/conversations?userId=${userId}`)
    // A run of another test file may have written them already, or be writing them now.
    await expect
      .poll(async () => {
        await call('GET', '/api/cron/rollup', { key: cronSecret })
        const { rows } = await database.query(
          `select endpoint, request_count from api_usage join users on users.id = api_usage.user_id
           where users.user_id = $1 order by endpoint`,
          [userId],
        )
        return rows
      })
      .toEqual([
        { endpoint: 'GET /api/conversations', request_count: 1 },
        { endpoint: 'GET /api/users', request_count: 3 },
        { endpoint: 'POST /api/chat', request_count: 1 },
      ])
    await expect
      .poll(async () => {
        await call('GET', '/api/cron/rollup', { key: cronSecret })
        const { rows } = await database.query(
          `select granularity, requests, total_tokens::int from usage_rollups
           join users on users.id = usage_rollups.user_id where users.user_id = $1 order by granularity`,
          [userId],
        )
        return rows
      })
      .toEqual([
        { granularity: 'day', requests: 1, total_tokens: 15 },
        { granularity: 'hour', requests: 1, total_tokens: 15 },
      ])
  })
})
