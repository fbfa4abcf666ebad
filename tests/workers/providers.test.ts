import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { setBudget } from '#lib/budgets/store'
import { kv } from '#lib/kv/index'
import { checkModel } from '#lib/models/check'
import { circuitsKey } from '#lib/models/circuit'
import { tunables } from '#lib/tunables'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type FakeModel, type Step, script, startFakeModel } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'

// The tests change the circuits.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, circuitCacheMs: 0 as 1_000 } }
})

const keys = { default: 'key-of-default', router: 'key-of-router', local: 'key-of-local' }
const zero = { input: '0', output: '0' }
let services: Services
let router: FakeModel
let local: FakeModel
let azure: FakeModel

beforeAll(async () => {
  ;[router, local, azure] = await Promise.all([startFakeModel(), startFakeModel(), startFakeModel()])
  const providers = {
    router: {
      baseUrl: router.url,
      apiKeyEnv: 'ROUTER_API_KEY',
      prices: { 'meta/llama': { input: '2', output: '3' } },
    },
    local: {
      ...{ baseUrl: local.url, apiKey: keys.local, models: ['small', 'slow', 'meta/llama'] },
      ...{ prices: { '*': zero }, refuses: ['temperature', 'max_tokens'], timeoutSeconds: 1 },
      ...{ contextTokens: { small: 1_000 }, historyTokens: { slow: 60 } },
    },
    azure: {
      baseUrl: `${azure.url.replace('/v1', '/openai')}?api-version=2026-01-01`,
      apiKey: 'key-of-azure',
    },
    'azure/v1': { baseUrl: `${azure.url}?api-version=preview`, apiKey: 'key-of-azure' },
  }
  Object.assign(process.env, {
    ROUTER_API_KEY: keys.router,
    ...{ OPENAI_ORG_ID: 'org-of-default', OPENAI_CUSTOM_HEADERS: 'x-own: own-of-default' },
    ...{ OPENAI_FALLBACK_MODELS: 'router/meta/llama', MODEL_PROVIDERS: JSON.stringify(providers) },
    MODEL_PRICES: '{"first":{"input":"1","output":"1"}}',
  })
  services = await useServices()
  process.env.OPENAI_API_KEY = keys.default
})
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => kv().del(circuitsKey))
afterAll(() => Promise.all([router, local, azure].map((model) => model.close())))

type Options = Partial<Parameters<typeof accept>[0]>
const scripted = async (model: string, steps: Step[], options: Options = {}) => {
  const message = script(unique('providers'), ...steps)
  return { accepted: await accept({ ...options, message, model }), message }
}
const asked = (message: string) =>
  Object.entries({ default: services.model, router, local, azure }).flatMap(([name, { calls }]) =>
    calls(message).map(({ model }) => `${name}: ${model}`),
  )
const shownTo = ({ visits }: FakeModel) => [...new Set(visits.map(({ key }) => key))]

describe('a model of a provider', () => {
  it('is called by its own name there, and is named provider/name everywhere else', async () => {
    const { accepted, message } = await scripted('router/meta/llama', [{ answer: 'from there' }])
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['router: meta/llama'])
    expect(await view(accepted.job_id)).toMatchObject({ model: 'router/meta/llama', response: 'from there' })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([
      { model: 'router/meta/llama', cost: expect.stringMatching(/^0\.000035/) },
    ])
  })

  it.each([
    ['meta/llama', 'local: meta/llama', /^0(\.0+)?$/],
    ['router/meta/llama', 'router: meta/llama', /^0\.000035/],
    ['first', 'default: first', /^0\.000015/],
  ])('has the price of its provider: %s', async (model, place, cost) => {
    const { accepted, message } = await scripted(model, [{ answer: 'priced' }])
    await run(accepted)
    expect(asked(message)).toEqual([place])
    const [row] = await ledger(services.database, accepted.job_id)
    expect(String(row.cost)).toMatch(cost)
  })

  it('does not get a price by name from a model of another provider', async () => {
    const userId = newUser()
    const { accepted, message } = await scripted('router/first', [{ answer: 'x' }], { userId })
    await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard: '1' })
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['router: meta/llama'])
  })

  it('does not get parameters that its provider refuses, and the answer has a warning', async () => {
    const { accepted, message } = await scripted('local/small', [{ answer: 'plain' }], {
      ...{ temperature: 0.5, maxTokens: 9 },
    })
    await run(accepted)
    const [call] = local.calls(message)
    expect(call).toMatchObject({ model: 'small', max_completion_tokens: 9 })
    expect(Object.keys(call!)).not.toContain('temperature')
    expect(await view(accepted.job_id)).toMatchObject({
      warnings: ['local/small does not accept the parameter temperature, so it was left out.'],
    })
  })

  it('has the timeout of its provider', async () => {
    const { accepted } = await scripted('local/slow', [{ broken: 'hang' }])
    expect(await run(accepted)).toMatchObject({ kind: 'retry' })
    expect(await view(accepted.job_id)).toMatchObject({
      lastError: { code: 'model_timeout', message: 'The model did not answer within 1 seconds.' },
    })
  })

  it.each([
    ['azure/gpt', '/openai/deployments/gpt/chat/completions?api-version=2026-01-01'],
    ['azure/v1/gpt', '/v1/chat/completions?api-version=preview'],
  ])('of Azure is called with the version in the URL: %s', async (model, url) => {
    const { accepted } = await scripted(model, [{ answer: 'hello' }])
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(azure.visits.at(-1)).toEqual({ url, key: 'key-of-azure' })
  })
})

describe('a fallback', () => {
  it("calls a model of another provider, with that provider's key", async () => {
    const { accepted, message } = await scripted('first', [{ status: 404 }])
    await run(accepted)
    expect(asked(message)).toEqual(['default: first', 'router: meta/llama'])
    expect(await view(accepted.job_id)).toMatchObject({ status: 'failed', attempts: 2 })
  })

  it('is also called when a key is refused, since all models of that provider use it', async () => {
    const message = script(unique('keys'), { status: 401 })
    const accepted = await accept({ message, model: 'local/small' })
    await run(accepted)
    expect(asked(message)).toEqual(['router: meta/llama', 'local: small'])
    expect(await view(accepted.job_id)).toMatchObject({
      status: 'failed',
      error: { message: 'The provider router rejected the key of this server (ROUTER_API_KEY).' },
    })
  })

  it('skips an open circuit, and names the model that answered', async () => {
    await kv().hset(circuitsKey, { 'local/small': `${tunables.circuitFailuresMax}:${Date.now() + 60_000}` })
    const { accepted, message } = await scripted('local/small', [{ answer: 'from the router' }])
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(asked(message)).toEqual(['router: meta/llama'])
    expect(await view(accepted.job_id)).toMatchObject({
      model: 'router/meta/llama',
      warnings: ['local/small could not answer, so router/meta/llama answered.'],
    })
  })
})

describe('a circuit', () => {
  it('belongs to one model of one provider', async () => {
    for (let i = 0; i < tunables.circuitFailuresMax; i++) {
      const { accepted } = await scripted('local/meta/llama', [{ status: 503 }])
      await run(accepted)
      await age(services.database, accepted.job_id, 60)
    }
    const circuits = await kv().hgetall<Record<string, string>>(circuitsKey)
    expect(Object.keys(circuits ?? {})).toEqual(['local/meta/llama'])
    const { accepted, message } = await scripted('router/meta/llama', [{ answer: 'well' }])
    await run(accepted)
    expect(asked(message)).toEqual(['router: meta/llama'])
  })
})

describe('a conversation that is too long', () => {
  /** A conversation of answered turns, of about 100 tokens each. */
  async function longConversation(model: string, turns: number) {
    const userId = newUser()
    let conversationId: number | undefined
    for (let i = 0; i < turns; i++) {
      const message = `${unique('long')} ${'word '.repeat(100)}`
      const accepted = await accept({
        userId,
        message,
        model: 'first',
        ...(conversationId && { conversationId }),
      })
      conversationId = accepted.conversation_id
      await run(accepted)
    }
    const { accepted, message } = await scripted(model, [{ answer: 'well' }], { userId, conversationId })
    await run(accepted)
    return { message, job: await view(accepted.job_id), userId, conversationId }
  }

  it('for the context of a model is trimmed to leave room for the answer, with a warning', async () => {
    const { message, job, userId, conversationId } = await longConversation('local/small', 4)
    const sent = local.calls(message)[0]!.messages
    expect(sent[0]!.role).toBe('user')
    const left = 9 - sent.length
    expect(left).toBeGreaterThan(0)
    expect(sent.length).toBeGreaterThan(1)
    expect(job.warnings).toEqual([
      `The conversation is too long for local/small: its ${left} oldest messages were left out.`,
    ])
    const { accepted, message: next } = await scripted('first', [{ answer: 'all' }], {
      userId,
      conversationId,
    })
    await run(accepted)
    expect(services.model.calls(next)[0]!.messages).toHaveLength(11)
  })

  it('for the limit of a provider is trimmed to that limit', async () => {
    const { message, job } = await longConversation('local/slow', 1)
    expect(local.calls(message)[0]!.messages).toHaveLength(1)
    expect(job.warnings).toEqual([
      'The conversation is too long for local/slow: its 2 oldest messages were left out.',
    ])
  })

  it('limits an answer to the tokens that the context has left', async () => {
    const { accepted, message } = await scripted('local/small', [{ answer: 'short' }], { maxTokens: 5_000 })
    await run(accepted)
    const { max_completion_tokens: most } = local.calls(message)[0]!
    expect(most).toBeLessThan(1_000)
    expect(await view(accepted.job_id)).toMatchObject({
      warnings: [`The context of local/small leaves ${most} tokens for this answer.`],
    })
  })
})

it('each provider gets only its own key, also in the check', async () => {
  const { env } = await import('#lib/env')
  const check = await checkModel(env())
  expect(Object.keys(check.providers!)).toEqual(['default', 'router', 'local', 'azure', 'azure/v1'])
  expect(shownTo(services.model)).toEqual(
    expect.arrayContaining([
      'Bearer key-of-default',
      'Bearer key-of-default and org-of-default and own-of-default',
    ]),
  )
  expect(shownTo(router)).toEqual(['Bearer key-of-router'])
  expect(shownTo(local)).toEqual(['Bearer key-of-local'])
  expect(shownTo(azure)).toEqual(['key-of-azure'])
})
