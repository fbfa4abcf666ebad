import { beforeAll, describe, expect, it, vi } from 'vitest'
import { findBudgets, setBudget } from '#lib/budgets/store'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Step, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'

const rates = { input: '1.25', cachedInput: '0.2', output: '2.5' }

let services: Services
beforeAll(async () => {
  process.env.MODEL_PRICES = JSON.stringify({
    m: rates,
    'my-llama': { input: '1000', output: '1000' },
    'reported-name': { input: '1000', output: '1000' },
    free: { input: '0', output: '0' },
  })
  services = await useServices()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

const answering = (model: string, usage: object): Step => ({
  body: { model, choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }], usage },
})
const thousand = { prompt_tokens: 1000, completion_tokens: 1000, total_tokens: 2000 }

/** Sends a message of a new user, or of this one, to a model that takes these steps. */
async function ask(model: string, steps: Step[], userId = newUser()) {
  const message = script(unique('money'), ...steps)
  const job = await accept({ userId, message, model })
  return { job, outcome: await run(job), calls: services.model.calls(message) }
}

/** A user with a hard daily budget in dollars. */
async function withDollars(hard: string) {
  const userId = newUser()
  await accept({ userId })
  await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard })
  const spent = async () => (await findBudgets(userId))![0]!.spent
  return { userId, spent }
}

describe('the ledger', () => {
  it.each<[string, object, string]>([
    [
      'reasoning outside of completion',
      {
        ...{ prompt_tokens: 10120, completion_tokens: 1499, total_tokens: 14428 },
        prompt_tokens_details: { cached_tokens: 128 },
        completion_tokens_details: { reasoning_tokens: 2809 },
      },
      '0.0232856',
    ],
    [
      'flat cache counts',
      { prompt_tokens: 1000, completion_tokens: 10, prompt_cache_hit_tokens: 900 },
      '0.00033',
    ],
    [
      'cached tokens at the top',
      { prompt_tokens: 1000, completion_tokens: 10, cached_tokens: 900 },
      '0.00033',
    ],
  ])('has the cost of a call with %s', async (_, usage, cost) => {
    const { job } = await ask('m', [answering('m', usage)])
    const [row] = await ledger(services.database, job.job_id)
    expect(Number(row.cost)).toBe(Number(cost))
  })

  it('has an estimate when a provider reports zero completion tokens for an answer', async () => {
    const { job } = await ask('m', [answering('m', { prompt_tokens: 1000, completion_tokens: 0 })])
    const [row] = await ledger(services.database, job.job_id)
    expect(row).toMatchObject({ prompt_tokens: 1000, estimated: true })
    expect(row.completion_tokens).toBeGreaterThan(0)
  })

  it('has the price of the requested model, whatever name the response has', async () => {
    const { job } = await ask('m', [answering('reported-name', thousand)])
    expect(await ledger(services.database, job.job_id)).toMatchObject([
      { model: 'reported-name', price: rates },
    ])
    const { job: other } = await ask('alias', [answering('reported-name', thousand)])
    expect(Number((await ledger(services.database, other.job_id))[0].cost)).toBe(2)
  })
})

describe('a hard budget in dollars', () => {
  it('is used up by a model whose responses have another name', async () => {
    const { userId, spent } = await withDollars('10')
    const kinds: string[] = []
    for (let i = 0; i < 5; i++) {
      const { outcome } = await ask('my-llama', [answering('/models/llama-3-8b.gguf', thousand)], userId)
      kinds.push(outcome.kind)
    }
    expect({ kinds, spent: await spent() }).toEqual({ kinds: Array(5).fill('done'), spent: '10' })
    await expect(accept({ userId, model: 'my-llama' })).rejects.toThrow('not accepted')
  })

  it('limits an answer to the tokens it has left, with a warning, and refuses the call when they are too few', async () => {
    const { userId } = await withDollars('3')
    const { job, calls } = await ask('my-llama', [answering('my-llama', thousand)], userId)
    expect(calls[0]).toMatchObject({ max_tokens: expect.any(Number) })
    const given = Number(calls[0]!.max_tokens)
    expect(given).toBeGreaterThan(2_800)
    expect(given).toBeLessThan(3_000)
    expect((await view(job.job_id)).warnings).toEqual([`The budget leaves ${given} tokens for this answer.`])
    await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard: '2.2' })
    expect((await ask('my-llama', [], userId)).outcome).toEqual({ kind: 'dead', code: 'budget_exceeded' })
  })

  it.each(['alias', 'openai/gpt-4o-mini', 'gpt-4o-mini:free', 'ft:gpt-4o-mini:acme'])(
    'refuses a model without a price: %s',
    async (model) => {
      const { userId, spent } = await withDollars('1')
      const { job, outcome, calls } = await ask(model, [answering('reported-name', thousand)], userId)
      expect(outcome).toEqual({ kind: 'dead', code: 'model_not_priced' })
      expect((await view(job.job_id)).error!.message).toContain(`The model ${model} has no known price`)
      expect({ calls, spent: await spent() }).toEqual({ calls: [], spent: '0' })
    },
  )

  it('allows a model whose price is 0', async () => {
    const { userId, spent } = await withDollars('1')
    expect((await ask('free', [answering('free', thousand)], userId)).outcome).toEqual({ kind: 'done' })
    expect(await spent()).toBe('0')
  })
})

describe('a call without an answer', () => {
  it.each<[string, object, string]>([
    ['thoughts', { content: null, reasoning_content: 'hm' }, 'only_thoughts'],
    ['tool calls', { content: null, tool_calls: [{ id: '1' }] }, 'only_tool_calls'],
    ['nothing', { content: '' }, 'empty_answer'],
  ])('is paid at most twice: %s', async (_, message, code) => {
    const choices = [{ message, finish_reason: 'stop' }]
    const { job, outcome } = await ask('m', [{ body: { model: 'm', choices, usage: thousand } }])
    expect(outcome.kind).toBe('retry')
    await age(services.database, job.job_id, 60)
    expect(await run(job)).toEqual({ kind: 'dead', code })
    expect(await ledger(services.database, job.job_id)).toHaveLength(2)
  })
})
