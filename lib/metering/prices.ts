import { calcPrice, findProvider, type ModelPrice } from '@pydantic/genai-prices'
import type { ModelPrices } from '#lib/env/fields'
import { fromPico, toPico } from '#lib/metering/money'
import { isDefault, isOpenAi, type Provider, providerOf } from '#lib/models/providers'
import { tunables } from '#lib/tunables'

/** US dollars per million tokens, as decimal text. Without `cachedInput`, cached tokens cost as much as other input. */
export type Rates = { input: string; cachedInput?: string; output: string }

/** The cost of a call and the rates of the calculation. All fields are null when the model's price is unknown. */
export type CallPrice = { cost: string | null; currency: 'USD' | null; price: Rates | null }

type Call = {
  model: string
  asked?: string
  promptTokens: number
  cachedTokens: number
  completionTokens: number
}

/**
 * OpenAI prices that the package genai-prices does not have yet. The package takes precedence once it has them. Above
 * 272,000 prompt tokens, input costs twice as much and output 1.5 times as much.
 * https://developers.openai.com/api/docs/pricing
 */
const builtInPrices: ModelPrices = {
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
 * Returns the exact cost of a model call. Completion tokens include reasoning tokens, and prompt tokens include cached
 * ones. The price is that of the requested model at its provider, as in the reservation. If it has no price, the price
 * of the model name in the response counts.
 */
export function priceCall(call: Call): CallPrice {
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
    costOf(price.input, call.promptTokens - cached) +
    costOf(price.cachedInput ?? price.input, cached) +
    costOf(price.output, call.completionTokens)
  return { cost: fromPico(pico), currency: 'USD', price }
}

/** The default provider is assumed to charge OpenAI's prices, as a gateway to OpenAI does. Other providers are not. */
const isOpenAiLike = (provider: Provider) => isDefault(provider) || isOpenAi(provider)

/** Returns the provider's own name for the model `id`. */
const nameAt = (provider: Provider, id: string): string => {
  const prefix = `${provider.name}/`
  return !isDefault(provider) && id.startsWith(prefix) ? id.slice(prefix.length) : id
}

/** Returns the number of completion tokens that `usd` pays for after the prompt; 0 when the price is unknown. */
export function answerTokensFor(
  usd: string,
  { model, promptTokens }: { model: string; promptTokens: number },
): number {
  const { cost, price } = priceCall({ model, promptTokens, cachedTokens: 0, completionTokens: 0 })
  if (!price || !cost) return 0
  const left = toPico(usd.replace(/^-.*/, '0')) - toPico(cost)
  const tokenPrice = costOf(price.output, 1)
  if (left <= 0n) return 0
  return tokenPrice === 0n ? Number.MAX_SAFE_INTEGER : Number(left / tokenPrice)
}

/** The result is exact, because a rate has at most six decimals. */
const costOf = (rate: string, tokens: number) => (toPico(rate) / 1_000_000n) * BigInt(tokens)

/**
 * Returns the rates of a model for a prompt of this size, or undefined. The configuration comes first (`*` matches all
 * other models), then the provider at `baseUrl`, then OpenAI's prices if `isOpenAiLike`. A dated snapshot
 * (`name-2026-09-01`) has the rates of its family.
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

/** The source of a price: the configuration, the package `genai-prices`, or the list above. */
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
    ['configuration', (name) => ratesInTable(configured, name, promptTokens)],
    ['configuration', () => ratesInTable(configured, '*', promptTokens)],
    ['genai-prices', (name) => ratesInPackage(name, promptTokens, baseUrl, isOpenAiLike)],
    ['built-in', (name) => (isOpenAiLike ? ratesInTable(builtInPrices, name, promptTokens) : undefined)],
  ]
  for (const [source, ratesNamed] of sources)
    for (const name of names) {
      const rates = ratesNamed(name)
      if (rates) return { rates, source }
    }
  return undefined
}

/** Returns a model's rates for a short prompt and their source; undefined when the price is unknown. */
export function listedPrice(asked: string): FoundRates | undefined {
  const provider = providerOf(asked)
  const { prices, baseUrl } = provider
  return foundRates(nameAt(provider, asked), 0, prices, baseUrl, isOpenAiLike(provider))
}

function ratesInTable(table: ModelPrices, name: string, promptTokens: number): Rates | undefined {
  const price = Object.hasOwn(table, name) ? table[name] : undefined
  if (!price) return undefined
  const { longContext, ...base } = price
  if (!longContext || promptTokens <= longContext.aboveTokens) return base
  const { aboveTokens: _, ...rates } = longContext
  return rates
}

function ratesInPackage(
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

type CachedPrice = { price: ModelPrice | undefined; foundMs: number }
const known = new Map<string, CachedPrice>()

/** Returns the package's price, cached for a while: the package searches long lists, and prices change. */
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

/** The highest tier that the prompt exceeds applies to all of its tokens. */
function rateFor(price: ModelPrice[string], promptTokens: number): string | undefined {
  if (price === undefined) return undefined
  if (typeof price === 'number') return decimal(price)
  const tier = price.tiers.toSorted((a, b) => a.start - b.start).findLast(({ start }) => promptTokens > start)
  return decimal(tier?.price ?? price.base)
}

/** Converts a number of the package's table to the decimal text in which it was written. */
const decimal = (rate: number) => fromPico(toPico(rate.toFixed(6)))
