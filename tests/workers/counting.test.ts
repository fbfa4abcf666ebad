import { beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { kv } from '#lib/kv/index'
import { counterKeys } from '#lib/metering/counters'
import { tunables } from '#lib/tunables'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Step, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run } from '#tests/support/worker'

// A late attempt must end by itself, so its watch for cancellations starts late.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, watchAfterMs: 60_000 as 1_000 } }
})

let services: Services
let logged: MockInstance
beforeAll(async () => {
  services = await useServices()
})
beforeEach(() => {
  logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  return () => logged.mockRestore()
})

/** A message of a new user to a model with a price. The model answers with these steps. */
async function ask(...steps: Step[]) {
  const userId = newUser()
  const accepted = await accept({ userId, message: script(unique('priced'), ...steps), model: 'gpt-6-luna' })
  return { userId, accepted, rows: () => ledger(services.database, accepted.job_id) }
}
const counted = async (userId: string) => {
  const [day, month] = counterKeys(userId, new Date())
  const ofDay = await kv().hgetall(day)
  expect(await kv().hgetall(month)).toEqual(ofDay)
  return ofDay
}

describe('a model call', () => {
  it('is recorded with the key of the request, in every attempt', async () => {
    const message = script(unique('by key'), { answer: '' }, { answer: 'yes' })
    const accepted = await accept({ message }, crypto.randomUUID(), 'key_1')
    await run(accepted)
    await age(services.database, accepted.job_id, 60)
    await run(accepted)
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([
      { attempt: 1, key_id: 'key_1' },
      { attempt: 2, key_id: 'key_1' },
    ])
  })

  it('has its exact cost in the ledger and in the counters', async () => {
    const { userId, accepted, rows } = await ask({ answer: 'yes' })
    await run(accepted)
    expect(await rows()).toMatchObject([
      {
        cost: '0.0000035',
        currency: 'USD',
        price: { input: '0.1', cachedInput: '0.01', output: '0.5' },
        key_id: null,
      },
    ])
    expect(await counted(userId)).toEqual({ requests: 1, totalTokens: 15, costPico: 3_500_000 })
  })

  it('counts when it failed but used tokens, once per attempt', async () => {
    const { userId, accepted, rows } = await ask({ answer: '' }, { answer: 'yes' })
    expect(await run(accepted)).toMatchObject({ kind: 'retry' })
    expect(await counted(userId)).toEqual({ requests: 1, totalTokens: 15, costPico: 3_500_000 })
    await age(services.database, accepted.job_id, 60)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect((await rows()).map(({ cost }) => cost)).toEqual(['0.0000035', '0.0000035'])
    expect(await counted(userId)).toEqual({ requests: 2, totalTokens: 30, costPico: 7_000_000 })
  })

  it('does not count when it failed without using tokens', async () => {
    const { userId, accepted, rows } = await ask({ status: 400 })
    expect(await run(accepted)).toMatchObject({ kind: 'dead' })
    expect(await rows()).toEqual([])
    expect(await counted(userId)).toBeNull()
  })

  it('counts when its answer came too late', async () => {
    const { userId, accepted } = await ask({ answer: 'too late', held: true }, { answer: 'in time' })
    const late = run(accepted)
    await vi.waitFor(() => expect(services.model.calls('too late').length).toBeGreaterThan(0), {
      timeout: 60_000,
    })
    await age(services.database, accepted.job_id, tunables.leaseSeconds)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    services.model.release('too late')
    expect(await late).toEqual({ kind: 'duplicate' })
    expect(await counted(userId)).toEqual({ requests: 2, totalTokens: 30, costPico: 7_000_000 })
  })

  it('has no known cost with a model without a price', async () => {
    const userId = newUser()
    const accepted = await accept({ userId, message: unique('free') })
    await run(accepted)
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([
      { cost: null, currency: null, price: null, total_tokens: 15 },
    ])
    expect(await counted(userId)).toEqual({ requests: 1, totalTokens: 15 })
  })
})
