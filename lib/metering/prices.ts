import { calcPrice, findProvider, type ModelPrice } from '@pydantic/genai-prices'
import type { ModelPrices } from '#lib/env-fields'
import { fromPico, toPico } from '#lib/metering/money'
import { isDefault, isOpenAi, type Provider, providerOf } from '#lib/models/providers'
import { tunables } from '#lib/tunables'

/** US dollars for a million tokens, as decimal text. Without `cachedInput` cached tokens cost what others do. */
export type Rates = { input: string; cachedInput?: string; output: string }

/** What a call cost, and the rates that this was computed from. All null for a model without a known price. */
export type Priced = { cost: string | null; currency: 'USD' | null; price: Rates | null }

type Call = {
  model: string
  asked?: string
  promptTokens: number
  cachedTokens: number
  completionTokens: number
}

/**
 * OpenAI's prices that the package does not know yet; it wins once it does. Above 272,000 prompt tokens a call costs
 * twice as much for input and 1.5 times for output. https://developers.openai.com/api/docs/pricing
 */
const newer: ModelPrices = {
  'gpt-6.1-terra': {
    ...{ input: '1', cachedInput: '0.05', output: '5' },
    longContext: { aboveTokens: 272_000, input: '2', cachedInput: '0.1', output: '7.5' },
  },
  'gpt-6.1-sol': {
    ...{ input: '2', cachedInput: '0.1', output: '10' },
    longContext: { aboveTokens: 272_000, input: '4', cachedInput: '0.2', output: '15' },
  },
}

/**
 * What a model call cost, exactly. Reasoning tokens are part of the completion's, cached ones of the prompt's. The price
 * is that of the model that was asked for, as in the reservation; only without one that of the name that came back. It is
 * the price at the provider that was asked.
 */
export function priced(call: Call): Priced {
  const asked = call.asked ?? call.model
  const provider = providerOf(asked)
  const rates = (id: string) =>
    ratesOf(
      nameAt(provider, id),
      call.promptTokens,
      provider.prices,
      provider.baseUrl,
      isOpenAiLike(provider),
    )
  const price = rates(asked) ?? rates(call.model)
  if (!price) return { cost: null, currency: null, price: null }
  const cached = Math.min(call.cachedTokens, call.promptTokens)
  const pico =
    times(price.input, call.promptTokens - cached) +
    times(price.cachedInput ?? price.input, cached) +
    times(price.output, call.completionTokens)
  return { cost: fromPico(pico), currency: 'USD', price }
}

/** The default provider is taken for one that costs what OpenAI does, as a gateway to it does; others may be anything. */
const isOpenAiLike = (provider: Provider) => isDefault(provider) || isOpenAi(provider)

/** What a provider calls a model that this server calls `id`. */
const nameAt = (provider: Provider, id: string): string => {
  const prefix = `${provider.name}/`
  return !isDefault(provider) && id.startsWith(prefix) ? id.slice(prefix.length) : id
}

/** How many tokens of an answer an amount pays for, after the prompt; none without a known price. */
export function answerTokensFor(
  usd: string,
  { model, promptTokens }: { model: string; promptTokens: number },
): number {
  const { cost, price } = priced({ model, promptTokens, cachedTokens: 0, completionTokens: 0 })
  if (!price || !cost) return 0
  const room = toPico(usd.replace(/^-.*/, '0')) - toPico(cost)
  const each = times(price.output, 1)
  if (room <= 0n) return 0
  return each === 0n ? Number.MAX_SAFE_INTEGER : Number(room / each)
}

/** Exact: a rate has at most six decimals. */
const times = (rate: string, tokens: number) => (toPico(rate) / 1_000_000n) * BigInt(tokens)

/**
 * The rates of a model for a prompt of this size, or undefined: those of the configuration, where `*` stands for models
 * that it does not name, else those of the provider at `baseUrl`, and where nobody knows it OpenAI's if it is said to be
 * like OpenAI. A dated snapshot (`name-2026-09-01`) has its family's.
 */
export function ratesOf(
  model: string,
  promptTokens: number,
  configured: ModelPrices,
  baseUrl: string,
  isOpenAiLike = true,
): Rates | undefined {
  return foundRates(model, promptTokens, configured, baseUrl, isOpenAiLike)?.rates
}

/** Where a price is from: the configuration, the package `genai-prices`, or the list above of what that lacks. */
type PriceSource = 'configuration' | 'genai-prices' | 'built-in'
type FoundRates = { rates: Rates; source: PriceSource }

function foundRates(
  model: string,
  promptTokens: number,
  configured: ModelPrices,
  baseUrl: string,
  isOpenAiLike: boolean,
): FoundRates | undefined {
  const names = [model, model.replace(/-\d{4}-\d{2}-\d{2}$/, '')]
  const sources: [PriceSource, (name: string) => Rates | undefined][] = [
    ['configuration', (name) => ofTable(configured, name, promptTokens)],
    ['configuration', () => ofTable(configured, '*', promptTokens)],
    ['genai-prices', (name) => ofPackage(name, promptTokens, baseUrl, isOpenAiLike)],
    ['built-in', (name) => (isOpenAiLike ? ofTable(newer, name, promptTokens) : undefined)],
  ]
  for (const [source, ratesNamed] of sources)
    for (const name of names) {
      const rates = ratesNamed(name)
      if (rates) return { rates, source }
    }
  return undefined
}

/** What a model costs with a short prompt, and where that is from; undefined when nobody knows. */
export function listedPrice(asked: string): FoundRates | undefined {
  const provider = providerOf(asked)
  const { prices, baseUrl } = provider
  return foundRates(nameAt(provider, asked), 0, prices, baseUrl, isOpenAiLike(provider))
}

function ofTable(table: ModelPrices, name: string, promptTokens: number): Rates | undefined {
  const price = Object.hasOwn(table, name) ? table[name] : undefined
  if (!price) return undefined
  const { longContext, ...base } = price
  if (!longContext || promptTokens <= longContext.aboveTokens) return base
  const { aboveTokens: _, ...rates } = longContext
  return rates
}

function ofPackage(
  name: string,
  promptTokens: number,
  baseUrl: string,
  isOpenAiLike: boolean,
): Rates | undefined {
  const price = priceOf(name, baseUrl, isOpenAiLike)
  const input = rateFor(price?.input_mtok, promptTokens)
  const output = rateFor(price?.output_mtok, promptTokens)
  const cachedInput = rateFor(price?.cache_read_mtok, promptTokens)
  if (input === undefined || output === undefined) return undefined
  return { input, ...(cachedInput !== undefined && { cachedInput }), output }
}

type Known = { price: ModelPrice | undefined; foundMs: number }
const known = new Map<string, Known>()

/** What the package knows. It searches long lists, and a price may change with the time: so it is asked now and then. */
function priceOf(name: string, baseUrl: string, isOpenAiLike: boolean): ModelPrice | undefined {
  const key = `${baseUrl} ${isOpenAiLike} ${name}`
  const nowMs = Date.now()
  const found = known.get(key)
  if (found && nowMs - found.foundMs < tunables.priceCacheMs) return found.price
  const providerId = findProvider({ providerApiUrl: baseUrl })?.id ?? (isOpenAiLike ? 'openai' : undefined)
  const price = providerId ? calcPrice({}, name, { providerId })?.model_price : undefined
  if (known.size >= tunables.priceCacheMax) known.clear()
  known.set(key, { price, foundMs: nowMs })
  return price
}

/** The highest tier that the prompt is above holds for all of its tokens. */
function rateFor(price: ModelPrice[string], promptTokens: number): string | undefined {
  if (price === undefined) return undefined
  if (typeof price === 'number') return decimal(price)
  const tier = price.tiers.toSorted((a, b) => a.start - b.start).findLast(({ start }) => promptTokens > start)
  return decimal(tier?.price ?? price.base)
}

/** The decimal that a number of the table was written as. */
const decimal = (rate: number) => fromPico(toPico(rate.toFixed(6)))
