import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { setBudget } from '#lib/budgets/store'
import { kv } from '#lib/kv/index'
import { circuitsKey } from '#lib/models/circuit'
import { tunables } from '#lib/tunables'
import { accept, age, jobRow } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Step, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'

// The tests change the circuits.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, circuitCacheMs: 0 as 1_000 } }
})

let services: Services
beforeAll(async () => {
  process.env.OPENAI_FALLBACK_MODELS = 'second, third'
  process.env.MODEL_PRICES = '{"second":{"input":"1","output":"1"}}'
  services = await useServices()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => kv().del(circuitsKey))

const scripted = async (...steps: Step[]) => {
  const message = script(unique('fallback'), ...steps)
  return { accepted: await accept({ message, model: 'first' }), message }
}
const asked = (message: string) => services.model.calls(message).map(({ model }) => model)

describe('a model that fails permanently', () => {
  it('is followed by the next one at once, and the answer names that one', async () => {
    const { accepted, message } = await scripted({ status: 404 }, { answer: 'from the second' })
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['first', 'second'])
    expect(await view(accepted.job_id)).toMatchObject({
      response: 'from the second',
      model: 'second',
      warnings: ['first could not answer, so second answered.'],
    })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([{ attempt: 2, model: 'second' }])
  })

  it('is followed by one with a price, under a hard budget in dollars', async () => {
    const userId = newUser()
    const message = script(unique('priced'), { answer: 'from the second' })
    const accepted = await accept({ userId, message, model: 'first' })
    await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard: '1' })
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['second'])
    expect(await view(accepted.job_id)).toMatchObject({ model: 'second', attempts: 1 })
  })

  it('fails the job with the reason of the last model if that fails too', async () => {
    const { accepted, message } = await scripted(
      { status: 404 },
      { status: 429, error: { code: 'insufficient_quota' } },
      { status: 400, error: { code: 'context_length_exceeded' } },
    )
    expect(await run(accepted)).toEqual({ kind: 'dead', code: 'context_length_exceeded' })
    expect(asked(message)).toEqual(['first', 'second', 'third'])
    expect(await view(accepted.job_id)).toMatchObject({ status: 'failed', attempts: 3 })
  })

  it('fails the job at once if another model cannot help', async () => {
    const { accepted, message } = await scripted({ status: 401 })
    expect(await run(accepted)).toEqual({ kind: 'dead', code: 'model_unauthorized' })
    expect(asked(message)).toEqual(['first'])
  })
})

describe('a model that keeps failing', () => {
  it('is followed by the next one after the allowed number of failures', async () => {
    const failures = Array.from({ length: tunables.modelFailuresMax }, (): Step => ({ status: 429 }))
    const { accepted, message } = await scripted(...failures, { answer: 'from the second' })
    for (const _ of failures) {
      expect(await run(accepted)).toMatchObject({ kind: 'retry' })
      await age(services.database, accepted.job_id, 60)
    }
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual([...failures.map(() => 'first'), 'second'])
    expect(await view(accepted.job_id)).toMatchObject({ model: 'second', attempts: failures.length + 1 })
  })
})

describe('an open circuit', () => {
  const open = async (...models: string[]) => {
    const { rows } = await services.database.query('select extract(epoch from now()) * 1000 as ms')
    const until = Math.round(Number(rows[0].ms)) + 10_000
    for (const model of models)
      await kv().hset(circuitsKey, { [model]: `${tunables.circuitFailuresMax}:${until}` })
  }
  const elapse = (...models: string[]) =>
    kv().hset(circuitsKey, Object.fromEntries(models.map((m) => [m, `${tunables.circuitFailuresMax}:1`])))

  it('sends the call to the next model', async () => {
    await open('first')
    const { accepted, message } = await scripted({ answer: 'from the second' })
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['second'])
  })

  it('defers a job when no model is left, without a model call and without counting the attempt', async () => {
    await open('first', 'second', 'third')
    const { accepted, message } = await scripted({ answer: 'later' })
    const outcome = await run(accepted)
    expect(outcome).toMatchObject({ kind: 'retry' })
    const { delaySeconds } = outcome as { delaySeconds: number }
    expect(delaySeconds).toBeGreaterThan(5)
    expect(delaySeconds).toBeLessThanOrEqual(12)
    expect(asked(message)).toEqual([])
    expect(await view(accepted.job_id)).toMatchObject({
      status: 'queued',
      attempts: 0,
      lastError: { code: 'model_unavailable' },
    })
    expect(await jobRow(services.database, accepted.job_id)).toMatchObject({
      attempt: 1,
      uncounted_attempts: 1,
    })

    await elapse('first')
    await age(services.database, accepted.job_id, 60)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['first'])
    expect(await view(accepted.job_id)).toMatchObject({ attempts: 1, response: 'later' })
    expect(await kv().hexists(circuitsKey, 'first')).toBe(0)
  })

  it('opens after consecutive outages of one model, and not after other failures', async () => {
    for (let i = 0; i < tunables.circuitFailuresMax; i++)
      await run((await scripted({ status: i % 2 ? 500 : 429 })).accepted)
    expect(await kv().hget(circuitsKey, 'first')).toBeNull()
    for (let i = 0; i < tunables.circuitFailuresMax; i++)
      await run((await scripted({ status: 503 })).accepted)
    const { accepted, message } = await scripted({ answer: 'from the second' })
    await run(accepted)
    expect(asked(message)).toEqual(['second'])
  })

  it('is closed by a response that is not an outage, even if it is a failure', async () => {
    await elapse('first')
    await run((await scripted({ status: 401 })).accepted)
    expect(await kv().hexists(circuitsKey, 'first')).toBe(0)
  })
})
