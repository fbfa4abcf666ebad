import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { call, chat } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { newKey } from '#tests/support/keys'
import { parseMetrics, type Sample, sumOf } from '#tests/support/metrics'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'
import { startTestApp, type TestApp } from '#tests/support/services'
import { killWorkerProcesses, startWorkerProcess } from '#tests/support/worker-process'

const token = 'metrics-token-0123456789'
// A process takes seconds to start, and minutes on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })
let app: TestApp
let metricsPort: number
let baseUrl: string

beforeAll(async () => {
  const portBase = randomPortBase()
  metricsPort = await freePort(portBase + 40)
  const vars = { WEB_CONCURRENCY: '2', METRICS_TOKEN: token, METRICS_PORT: String(metricsPort) }
  app = await startTestApp({ databaseUrl: await createDatabase(), portBase, vars })
  baseUrl = app.server.url
  await vi.waitFor(async () => expect(processesOf(await scrape())).toEqual(['1', '2']), 60_000)
})
afterAll(async () => {
  await killWorkerProcesses()
  await app?.close()
})

const get = (authorization?: string, accept = '*/*', url = `${baseUrl}/metrics`) =>
  fetch(url, { headers: { accept, ...(authorization && { authorization }) } })

/** All samples, from whichever process gets the request. */
async function scrape(url?: string): Promise<Sample[]> {
  const response = await get(`Bearer ${token}`, undefined, url)
  expect(response.status).toBe(200)
  return parseMetrics(await response.text())
}

const processesOf = (samples: Sample[]) =>
  [...new Set(samples.flatMap(({ labels }) => labels.process ?? []))].toSorted()

describe('reading the metrics', () => {
  it('is allowed with API_SECRET_KEY and with METRICS_TOKEN', async () => {
    for (const key of [secrets.apiKey, token]) {
      const response = await get(`Bearer ${key}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    }
  })

  it('is refused for all other callers', async () => {
    expect((await get()).status).toBe(401)
    expect((await get('Bearer metrics-token-wrong-0123')).status).toBe(401)
    const { key } = await newKey({ scopes: ['admin', 'read', 'usage', 'chat'] }, baseUrl)
    const refused = await get(`Bearer ${key}`)
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'insufficient_scope'])
    // The token gives no access to the API.
    expect((await call('GET', '/api/users', { key: token, baseUrl })).status).toBe(401)
  })

  it('needs no key on this machine at METRICS_PORT', async () => {
    const url = `http://127.0.0.1:${metricsPort}`
    const response = await get(undefined, 'application/openmetrics-text; version=1.0.0', `${url}/metrics`)
    expect(response.headers.get('content-type')).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    )
    const text = await response.text()
    expect(text).toMatch(/\n# EOF\n$/)
    expect(processesOf(parseMetrics(text))).toEqual(['1', '2'])
    expect((await get(undefined, '*/*', `${url}/api/health`)).status).toBe(404)
  })
})

describe('a scrape', () => {
  it('has the counts of every process, whichever of them answers', async () => {
    const users = Array.from({ length: 12 }, newUser)
    const before = await scrape()
    for (const userId of users) await chat({ userId, message: 'How are you?' }, { baseUrl })
    const route = { http_route: '/api/chat', http_request_method: 'POST', http_response_status_code: '200' }
    const turns = async (labels: Record<string, string>, name: string) =>
      sumOf(await scrape(), name, labels) - sumOf(before, name, labels)
    const counted = [
      [route, 'http_server_request_duration_seconds_count'],
      [{}, 'gpts_jobs_accepted_total'],
      [{ status: 'completed' }, 'gpts_jobs_ended_total'],
      [{ status: 'completed' }, 'gpts_turn_duration_seconds_count'],
      [{ outcome: 'completed' }, 'gpts_attempts_total'],
      [
        { gen_ai_request_model: 'fake-model', error_type: '' },
        'gen_ai_client_operation_duration_seconds_count',
      ],
      [
        { gen_ai_request_model: 'fake-model', gen_ai_token_type: 'output' },
        'gen_ai_client_token_usage_count',
      ],
      [
        { db_system_name: 'postgresql', db_operation_name: 'settleAttempt' },
        'db_client_operation_duration_seconds_count',
      ],
    ] as const
    // A request is counted once its connection has taken the response, shortly after the caller has it.
    for (const [labels, name] of counted) await expect.poll(() => turns(labels, name)).toBe(12)
    const text = await (await get(`Bearer ${token}`)).text()
    for (const userId of users) expect(text).not.toContain(userId)
  })

  it('never shows a lower count', async () => {
    let before: Sample[] = []
    for (let i = 0; i < 6; i++) {
      const now = await scrape()
      const shrunk = before.filter(
        ({ name, labels, value }) =>
          /_(total|count|bucket|sum)$/.test(name) && sumOf(now, name, labels) < value,
      )
      expect(shrunk).toEqual([])
      before = now
    }
  })

  it('shows the reason of a failure, and the gauges', async () => {
    await chat({ userId: newUser(), message: script('refused for good', { status: 400 }) }, { baseUrl })
    await call('PUT', '/api/budgets', {
      baseUrl,
      body: { period: 'month', unit: 'tokens', hard: 1_000_000 },
    })
    const value = async (name: string, labels: Record<string, string> = {}) =>
      sumOf(await scrape(), name, labels)
    await expect.poll(() => value('gpts_jobs', { state: 'failed' })).toBe(1)
    await expect
      .poll(() => value('gpts_budget_used_ratio', { scope: 'server', unit: 'tokens' }))
      .toBeGreaterThan(0)
    expect(await value('gpts_attempts_total', { outcome: 'failed', error_type: 'model_refused' })).toBe(1)
    const failedCall = { gen_ai_provider_name: 'default', error_type: 'model_refused' }
    expect(await value('gen_ai_client_operation_duration_seconds_count', failedCall)).toBe(1)
    expect(await value('gpts_service_up', { service: 'database' })).toBe(1)
    expect(await value('gpts_service_up', { service: 'kv' })).toBe(1)
    await expect.poll(() => value('gpts_worker_processes')).toBe(2)
    expect(await value('gpts_build_info')).toBe(1)
  })

  it('does not name a model that a caller made up', async () => {
    const model = `made-up-${newUser()}`
    await chat({ userId: newUser(), model, message: script('no such model', { status: 404 }) }, { baseUrl })
    const text = await (await get(`Bearer ${token}`)).text()
    expect(text).not.toContain(model)
    expect(
      sumOf(parseMetrics(text), 'gen_ai_client_operation_duration_seconds_count', {
        gen_ai_request_model: 'other',
      }),
    ).toBe(1)
  })
})

it('a process that only runs workers serves its metrics at METRICS_PORT too', async () => {
  const port = await freePort(randomPortBase())
  await startWorkerProcess({ ...app.vars, METRICS_PORT: String(port) })
  const samples = () => scrape(`http://127.0.0.1:${port}/metrics`)
  expect(processesOf(await samples())).toEqual(['1'])
  await expect.poll(async () => sumOf(await samples(), 'gpts_worker_processes')).toBe(3)
})
