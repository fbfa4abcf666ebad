import { type Env, env, hasDefaultProvider } from '#lib/env'
import type { ModelPrices } from '#lib/env/fields'
import { addressOf, type ModelAddress } from '#lib/env/models'
import { defaultName, type ProviderSettings } from '#lib/env/providers'

/** A server that provides models through an OpenAI-compatible API. */
export type Provider = {
  /** `default` for the provider of OPENAI_BASE_URL, whose models are addressed by their bare name. */
  name: string
  /** Without the query. */
  baseUrl: string
  /** Query parameters that every call sends, such as Azure's `api-version`. */
  query: Record<string, string>
  apiKey: string
  /** The only models that it provides; undefined when they are not configured. */
  models: readonly string[] | undefined
  timeoutSeconds: number
  /** The request parameters that it rejects, by their names in its API. */
  refuses: readonly string[]
  /** US dollars per million tokens, by model; `*` for all others. */
  prices: ModelPrices
  /** By model; `*` for all others. */
  tokensPerMinute: Record<string, number>
  contextTokens: Record<string, number>
  historyTokens: Record<string, number>
  /** The settings that error messages name: variables, or paths within a variable. */
  settings: { baseUrl: string; apiKey: string; models: string; timeoutSeconds: string }
}

/** A model of a provider. */
export type Model = {
  /** Its id on this server: `provider/name`, or the bare name for the default provider. */
  id: string
  name: string
  provider: Provider
}

/** The part of the configuration that defines the providers. */
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

/** All providers. The one of OPENAI_BASE_URL is the first. */
export function providers(config: ProviderConfig = env()): Provider[] {
  const found = known.get(config)
  if (found) return found
  const all = [...(hasDefaultProvider(config) ? [defaultProvider(config)] : []), ...namedProviders(config)]
  known.set(config, all)
  return all
}

/**
 * Finds a model by `provider/name` or by its bare name. Model names can contain slashes, so the longest provider name
 * that fits is used. Undefined when no provider has the model.
 */
export function findModel(asked: string, config: ProviderConfig = env()): Model | undefined {
  const ofDefault = hasDefaultProvider(config) ? { model: config.OPENAI_MODEL } : undefined
  const address = addressOf(asked, { ofDefault, named: config.MODEL_PROVIDERS ?? {} })
  const provider = address && providers(config).find(({ name }) => name === address.provider)
  return provider && { id: idOf(address), name: address.model, provider }
}

/** The id of a model on this server: `provider/name`, or the bare name for the default provider. */
export const idOf = ({ provider, model }: ModelAddress): string =>
  provider === defaultName ? model : `${provider}/${model}`

/** The models that the configuration lists for its providers. */
export const listedModels = (): string[] =>
  providers().flatMap(({ name, models = [] }) => models.map((model) => idOf({ provider: name, model })))

/** True for the provider of OPENAI_BASE_URL. */
export const isDefault = ({ name }: Pick<Provider, 'name'>): boolean => name === defaultName

/** True for a provider at an address of OpenAI itself. */
export const isOpenAi = ({ baseUrl }: Provider): boolean => new URL(baseUrl).hostname.endsWith('openai.com')

/** The id of the model with this name. A model that no provider has keeps its name. */
export const modelId = (asked: string): string => findModel(asked)?.id ?? asked

/** The provider of a model, or the first provider if none has the model. */
export const providerOf = (asked: string): Provider => findModel(asked)?.provider ?? providers()[0]!

/** The id of the model that answered, from the name in the provider's response (`said`) if there is one. */
export function answeringModelId(asked: string, said: string): string {
  if (said === '') return asked
  return idOf({ provider: providerOf(asked).name, model: said })
}

/** A provider's setting for a model, or else the one under `*`. */
export function settingOf<T>(byModel: Record<string, T> | undefined, name: string): T | undefined {
  if (byModel && Object.hasOwn(byModel, name)) return byModel[name]
  return byModel?.['*']
}

function defaultProvider(config: ProviderConfig): Provider {
  return {
    name: defaultName,
    ...splitAddress(config.OPENAI_BASE_URL),
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

function namedProviders(config: ProviderConfig): Provider[] {
  return Object.entries(config.MODEL_PROVIDERS ?? {}).map(([name, settings]) => {
    const { baseUrl, apiKey, apiKeyEnv, models, refuses, contextTokens, historyTokens } = settings
    const place = (setting: keyof ProviderSettings) => `${settings.variable}.${name}.${setting}`
    const prices = { ...settings.prices, ...entriesOfProvider(config.MODEL_PRICES, name) }
    const limits = { ...settings.tokensPerMinute, ...entriesOfProvider(config.MODEL_TOKENS_PER_MINUTE, name) }
    return {
      name,
      ...splitAddress(baseUrl),
      ...{ apiKey, models, refuses, prices },
      tokensPerMinute: limits,
      timeoutSeconds: settings.timeoutSeconds ?? config.OPENAI_TIMEOUT_SECONDS,
      contextTokens: toTokensByModel(contextTokens),
      historyTokens: toTokensByModel(historyTokens),
      settings: {
        baseUrl: place('baseUrl'),
        apiKey: apiKeyEnv ?? place('apiKey'),
        models: place('models'),
        timeoutSeconds: place('timeoutSeconds'),
      },
    }
  })
}

/** The entries of a variable that belong to a provider's models, which it names `provider/name`. */
const entriesOfProvider = <T>(byId: Record<string, T> = {}, provider: string): Record<string, T> =>
  Object.fromEntries(
    Object.entries(byId)
      .filter(([id]) => id.startsWith(`${provider}/`))
      .map(([id, value]) => [id.slice(provider.length + 1), value]),
  )

const toTokensByModel = (tokens: number | Record<string, number> | undefined): Record<string, number> =>
  typeof tokens === 'object' ? tokens : tokens === undefined ? {} : { '*': tokens }

/** Splits an address into its base URL and its query. */
function splitAddress(url: string): { baseUrl: string; query: Record<string, string> } {
  const { searchParams } = new URL(url)
  const [baseUrl = ''] = url.split(/[?#]/)
  return { baseUrl: baseUrl.replace(/\/+$/, ''), query: Object.fromEntries(searchParams) }
}
