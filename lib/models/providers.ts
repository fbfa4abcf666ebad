import { type Env, env, hasDefaultProvider } from '#lib/env'
import type { ModelPrices } from '#lib/env-fields'
import { addressOf, type ModelAddress } from '#lib/env-models'
import { defaultName, type ProviderSettings } from '#lib/env-providers'

/** A server that answers for models, by OpenAI's API. */
export type Provider = {
  /** `default` for that of OPENAI_BASE_URL, whose models are addressed by their name alone. */
  name: string
  /** Without its query. */
  baseUrl: string
  /** Such as Azure's `api-version`: it goes with every call. */
  query: Record<string, string>
  apiKey: string
  /** The only models that it answers for; undefined when it is not known which they are. */
  models: readonly string[] | undefined
  timeoutSeconds: number
  /** Parameters of a call that it does not take, by their names there. */
  refuses: readonly string[]
  /** US dollars for a million tokens, by model; with `*` for the others. */
  prices: ModelPrices
  /** By model, or for the others under `*`. */
  tokensPerMinute: Record<string, number>
  contextTokens: Record<string, number>
  historyTokens: Record<string, number>
  /** What to correct when it does not answer as it should: names of variables, or places in one. */
  settings: { baseUrl: string; apiKey: string; models: string; timeoutSeconds: string }
}

/** A model, by the name that its provider knows. */
export type Model = {
  /** How this server calls it: `provider/name`, or the name alone when it is of the default provider. */
  id: string
  name: string
  provider: Provider
}

/** The part of the configuration that says what providers there are. */
export type ProviderConfig = Pick<
  Env,
  | 'OPENAI_BASE_URL'
  | 'OPENAI_API_KEY'
  | 'OPENAI_MODEL'
  | 'OPENAI_TIMEOUT_SECONDS'
  | 'MODEL_PRICES'
  | 'MODEL_TOKENS_PER_MINUTE'
  | 'MODEL_PROVIDERS'
>

const known = new WeakMap<object, Provider[]>()

/** Every provider, that of OPENAI_BASE_URL first. */
export function providers(config: ProviderConfig = env()): Provider[] {
  const found = known.get(config)
  if (found) return found
  const all = [...(hasDefaultProvider(config) ? [defaultProvider(config)] : []), ...named(config)]
  known.set(config, all)
  return all
}

/**
 * The model that a name means, by whichever of its names: `provider/name`, where the longest name of a provider that
 * fits counts since names of models have slashes too, or the name alone. Undefined when no provider has it.
 */
export function findModel(asked: string, config: ProviderConfig = env()): Model | undefined {
  const ofDefault = hasDefaultProvider(config) ? { model: config.OPENAI_MODEL } : undefined
  const address = addressOf(asked, { ofDefault, named: config.MODEL_PROVIDERS ?? {} })
  const provider = address && providers(config).find(({ name }) => name === address.provider)
  return provider && { id: idOf(address), name: address.model, provider }
}

export const idOf = ({ provider, model }: ModelAddress): string =>
  provider === defaultName ? model : `${provider}/${model}`

/** The models that the configuration lists of its providers. */
export const listedModels = (): string[] =>
  providers().flatMap(({ name, models = [] }) => models.map((model) => idOf({ provider: name, model })))

export const isDefault = ({ name }: Pick<Provider, 'name'>): boolean => name === defaultName
export const isOpenAi = ({ baseUrl }: Provider): boolean => new URL(baseUrl).hostname.endsWith('openai.com')

/** How this server calls the model that a name means; a model that no provider has keeps its name. */
export const modelId = (asked: string): string => findModel(asked)?.id ?? asked

/** The provider of a model; the first one for a model that none has. */
export const providerOf = (asked: string): Provider => findModel(asked)?.provider ?? providers()[0]!

/** What a model that has answered is called: by its provider's word for it, if there is one. */
export function answeredAs(asked: string, said: string): string {
  if (said === '') return asked
  return idOf({ provider: providerOf(asked).name, model: said })
}

/** A setting that a provider has by model, or for all of its others. */
export function settingOf<T>(byModel: Record<string, T> | undefined, name: string): T | undefined {
  if (byModel && Object.hasOwn(byModel, name)) return byModel[name]
  return byModel?.['*']
}

function defaultProvider(config: ProviderConfig): Provider {
  return {
    name: defaultName,
    ...addressed(config.OPENAI_BASE_URL),
    apiKey: config.OPENAI_API_KEY,
    models: undefined,
    timeoutSeconds: config.OPENAI_TIMEOUT_SECONDS,
    refuses: [],
    prices: config.MODEL_PRICES ?? {},
    tokensPerMinute: config.MODEL_TOKENS_PER_MINUTE ?? {},
    contextTokens: {},
    historyTokens: {},
    settings: {
      baseUrl: 'OPENAI_BASE_URL',
      apiKey: 'OPENAI_API_KEY',
      models: 'OPENAI_MODEL',
      timeoutSeconds: 'OPENAI_TIMEOUT_SECONDS',
    },
  }
}

function named(config: ProviderConfig): Provider[] {
  return Object.entries(config.MODEL_PROVIDERS ?? {}).map(([name, settings]) => {
    const { baseUrl, apiKey, apiKeyEnv, models, refuses, contextTokens, historyTokens } = settings
    const place = (setting: keyof ProviderSettings) => `${settings.variable}.${name}.${setting}`
    const prices = { ...settings.prices, ...ofProvider(config.MODEL_PRICES, name) }
    const limits = { ...settings.tokensPerMinute, ...ofProvider(config.MODEL_TOKENS_PER_MINUTE, name) }
    return {
      name,
      ...addressed(baseUrl),
      ...{ apiKey, models, refuses, prices },
      tokensPerMinute: limits,
      timeoutSeconds: settings.timeoutSeconds ?? config.OPENAI_TIMEOUT_SECONDS,
      contextTokens: byModel(contextTokens),
      historyTokens: byModel(historyTokens),
      settings: {
        baseUrl: place('baseUrl'),
        apiKey: apiKeyEnv ?? place('apiKey'),
        models: place('models'),
        timeoutSeconds: place('timeoutSeconds'),
      },
    }
  })
}

/** Of a variable by model, what it says of a provider's, which it names `provider/name`. */
const ofProvider = <T>(byId: Record<string, T> = {}, provider: string): Record<string, T> =>
  Object.fromEntries(
    Object.entries(byId)
      .filter(([id]) => id.startsWith(`${provider}/`))
      .map(([id, value]) => [id.slice(provider.length + 1), value]),
  )

const byModel = (tokens: number | Record<string, number> | undefined): Record<string, number> =>
  typeof tokens === 'object' ? tokens : tokens === undefined ? {} : { '*': tokens }

/** An address in its two parts: what stands before the path of a call, and what stands behind it. */
function addressed(url: string): { baseUrl: string; query: Record<string, string> } {
  const { searchParams } = new URL(url)
  const [baseUrl = ''] = url.split(/[?#]/)
  return { baseUrl: baseUrl.replace(/\/+$/, ''), query: Object.fromEntries(searchParams) }
}
