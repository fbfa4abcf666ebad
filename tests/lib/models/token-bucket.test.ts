import { afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { kv } from '#lib/kv/index'
import { startProxy } from '#tests/support/http-proxy'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { unique } from '#tests/support/names'
import { run, view } from '#tests/support/worker'

let services: Services
let logged: MockInstance
const paths: string[] = []
beforeAll(async () => {
  services = await useServices('hosted')
  const proxy = await startProxy({ target: services.kv.url, onRequest: ({ path }) => void paths.push(path) })
  process.env.KV_REST_API_URL = proxy.url
  process.env.MODEL_TOKENS_PER_MINUTE = '{"narrow":1200}'
  vi.spyOn(console, 'log').mockImplementation(() => {})
  return () => proxy.close()
})
beforeEach(async () => {
  logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  await kv().flushdb()
})
afterEach(() => {
  vi.useRealTimers()
  logged.mockRestore()
})

const ask = (maxTokens: number, model = 'narrow') => {
  const message = unique('room')
  return accept({ message, model, maxTokens }).then((accepted) => ({ ...accepted, message }))
}

describe("a model's tokens per minute", () => {
  it('delay a call until the bucket has enough tokens, which does not count as an attempt', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    expect(await run(await ask(700))).toEqual({ kind: 'done' })
    const second = await ask(700)
    const outcome = await run(second)
    expect(outcome).toEqual({ kind: 'retry', delaySeconds: expect.any(Number) })
    expect((outcome as { delaySeconds: number }).delaySeconds).toBeLessThanOrEqual(16.5)
    expect(services.model.calls(second.message)).toEqual([])
    expect(await view(second.job_id)).toMatchObject({
      ...{ status: 'queued', attempts: 0, lastError: { code: 'model_busy' } },
    })
    vi.setSystemTime(Date.now() + 20_000)
    await age(services.database, second.job_id, 20)
    expect(await run(second)).toEqual({ kind: 'done' })
    expect(services.model.calls(second.message)).toHaveLength(1)
  })

  it('are shared by all workers: no more calls run than fit, and a smaller one still fits', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const jobs = await Promise.all(Array.from({ length: 12 }, () => ask(300)))
    const outcomes = await Promise.all(jobs.map(run))
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(3)
    expect(outcomes.filter(({ kind }) => kind === 'retry')).toHaveLength(9)
    expect(await run(await ask(20))).toEqual({ kind: 'done' })
  })

  it('allow a call that is larger than the whole bucket when the bucket is full', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    expect(await run(await ask(5_000))).toEqual({ kind: 'done' })
    expect(await run(await ask(1))).toMatchObject({ kind: 'retry' })
  })

  it('need one round trip to KV, and none for a model without a limit', async () => {
    const trips = async (model: string) => {
      const job = await ask(10, model)
      paths.length = 0
      expect(await run(job)).toEqual({ kind: 'done' })
      return paths.length
    }
    await trips('narrow')
    expect((await trips('narrow')) - (await trips('wide'))).toBe(1)
  })

  it('delay no call while KV is down', async () => {
    await services.kv.close()
    for (let i = 0; i < 3; i++) expect(await run(await ask(700))).toEqual({ kind: 'done' })
    const uses = logged.mock.calls.map(([line]) => JSON.parse(line).use)
    expect(uses.filter((use) => use === 'room')).toHaveLength(3)
  })
})
