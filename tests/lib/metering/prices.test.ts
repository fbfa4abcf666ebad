import fc from 'fast-check'
import { describe, expect, inject, it } from 'vitest'
import type { ModelPrices } from '#lib/env/fields'
import { fromPico, toPico } from '#lib/metering/money'
import { priceCall, ratesOf } from '#lib/metering/prices'

const openai = 'https://api.openai.com/v1'
const gateway = 'http://127.0.0.1:4000/v1'
const rates = (model: string, promptTokens = 1_000, configured: ModelPrices = {}, baseUrl = openai) =>
  ratesOf(model, promptTokens, configured, baseUrl)

describe('the rates of a model', () => {
  it.each([
    ['gpt-6-luna', { input: '0.1', cachedInput: '0.01', output: '0.5' }],
    ['gpt-6.1-terra', { input: '1', cachedInput: '0.05', output: '5' }],
    ['gpt-6.1-sol', { input: '2', cachedInput: '0.1', output: '10' }],
    ['gpt-6-astra', { input: '10', cachedInput: '1', output: '50' }],
    ['gpt-5.4-mini', { input: '0.75', cachedInput: '0.075', output: '4.5' }],
  ])('are known: %s', (model, expected) => {
    expect(rates(model)).toEqual(expected)
    expect(rates(`${model}-2026-09-01`)).toEqual(expected)
    expect(rates(model, 1_000, {}, gateway)).toEqual(expected)
  })

  it.each(['gpt-6-luna', 'gpt-6.1-terra', 'gpt-6.1-sol'])(
    'are higher above 272,000 prompt tokens: %s',
    (model) => {
      const base = rates(model, 272_000)!
      expect(base).toEqual(rates(model, 1))
      const long = rates(model, 272_001)!
      expect(toPico(long.input)).toBe(2n * toPico(base.input))
      expect(toPico(long.cachedInput!)).toBe(2n * toPico(base.cachedInput!))
      expect(2n * toPico(long.output)).toBe(3n * toPico(base.output))
    },
  )

  it.each(['llama3.2', 'gpt-oss:20b', 'fake-model', 'gpt-6.1', 'gpt-6-luna-preview', '', 'constructor'])(
    'are undefined for an unknown model: "%s"',
    (model) => {
      expect(rates(model)).toBeUndefined()
    },
  )

  it('are those of the provider at the base URL', () => {
    expect(rates('gpt-6-luna', 1, {}, 'https://openrouter.ai/api/v1')).toBeUndefined()
    expect(rates('openai/gpt-6-luna', 1, {}, 'https://openrouter.ai/api/v1')).toMatchObject({ input: '0.1' })
  })

  it('are the configured ones if there are any, also for snapshots and long prompts', () => {
    const own = { input: '3', output: '4' }
    const long = { input: '6', cachedInput: '1', output: '8' }
    const configured = { 'gpt-6-luna': { ...own, longContext: { aboveTokens: 100, ...long } }, mine: own }
    expect(rates('gpt-6-luna', 100, configured)).toEqual(own)
    expect(rates('gpt-6-luna-2026-09-01', 101, configured)).toEqual(long)
    expect(rates('mine', 1, configured)).toEqual(own)
    expect(rates('gpt-6.1-sol', 1, configured)).toEqual(rates('gpt-6.1-sol'))
    const snapshot = { ...configured, 'gpt-6-luna-2026-09-01': { input: '1', output: '1' } }
    expect(rates('gpt-6-luna-2026-09-01', 1, snapshot)).toEqual({ input: '1', output: '1' })
  })
})

describe('the cost of a call', () => {
  Object.assign(process.env, inject('appVars'), { OPENAI_BASE_URL: openai })
  const call = { model: 'gpt-6-luna', promptTokens: 1_000, cachedTokens: 400, completionTokens: 7 }

  it('uses the rate for cached tokens, exact to the last decimal', () => {
    expect(priceCall(call)).toEqual({
      cost: '0.0000675',
      currency: 'USD',
      price: { input: '0.1', cachedInput: '0.01', output: '0.5' },
    })
  })

  it('is null for a model without a price, and zero for no tokens', () => {
    expect(priceCall({ ...call, model: 'fake-model' })).toEqual({ cost: null, currency: null, price: null })
    const nothing = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 }
    expect(priceCall({ ...call, ...nothing }).cost).toBe('0')
  })

  it('is not negative when a provider reports more cached tokens than the prompt has', () => {
    expect(priceCall({ ...call, promptTokens: 100, cachedTokens: 400, completionTokens: 0 }).cost).toBe(
      '0.000001',
    )
  })

  it('is the exact sum for numbers of any size', () => {
    const tokens = fc.nat(2 ** 31 - 1)
    fc.assert(
      fc.property(tokens, tokens, tokens, (prompt, cached, completion) => {
        fc.pre(cached <= prompt)
        const tokensOf = { promptTokens: prompt, cachedTokens: cached, completionTokens: completion }
        const { cost, price } = priceCall({ model: 'gpt-6.1-terra', ...tokensOf })
        const micro = (rate: string) => BigInt(Math.round(Number(rate) * 1e6))
        const expected =
          micro(price!.input) * BigInt(prompt - cached) +
          micro(price!.cachedInput!) * BigInt(cached) +
          micro(price!.output) * BigInt(completion)
        expect(toPico(cost!)).toBe(expected)
      }),
    )
  })
})

describe('money', () => {
  it('is the same after it is formatted and parsed', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 24n), (pico) => toPico(fromPico(pico)) === pico))
  })

  it.each([
    ['0', 0n],
    ['1', 10n ** 12n],
    ['0.000000000001', 1n],
    ['12.5', 125n * 10n ** 11n],
  ])('is %s for %s picodollars', (text, pico) => {
    expect(fromPico(pico)).toBe(text)
    expect(toPico(text)).toBe(pico)
  })
})
