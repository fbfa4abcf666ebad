import { type Env, env, hasDefaultProvider } from '#lib/env'
import { addressOf, type ModelAddress } from '#lib/env-models'
import { defaultName } from '#lib/env-providers'
import { tunables } from '#lib/tunables'

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
  /** By model, or for the others under `*`. */
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

const known = new WeakMap<object, Provider[]>()

/** Every provider, that of OPENAI_BASE_URL first. */
export function providers(config: Env = env()): Provider[] {
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
export function findModel(asked: string, config: Env = env()): Model | undefined {
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

/** How this server calls the model that a name means; a model that no provider has keeps its name. */
export const modelId = (asked: string): string => findModel(asked)?.id ?? asked

/** A setting that a provider has by model, or for all of its others. */
export function settingOf<T>(byModel: Record<string, T> | undefined, name: string): T | undefined {
  if (byModel && Object.hasOwn(byModel, name)) return byModel[name]
  return byModel?.['*']
}

function defaultProvider(config: Env): Provider {
  return {
    name: defaultName,
    ...addressed(config.OPENAI_BASE_URL),
    apiKey: config.OPENAI_API_KEY,
    models: undefined,
    timeoutSeconds: config.OPENAI_TIMEOUT_SECONDS,
    refuses: [],
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

function named(config: Env): Provider[] {
  return Object.entries(config.MODEL_PROVIDERS ?? {}).map(([name, settings]) => {
    const { baseUrl, apiKey, apiKeyEnv, models, refuses, contextTokens, historyTokens, variable } = settings
    const place = (setting: string) => `${variable}.${name}.${setting}`
    return {
      name,
      ...addressed(baseUrl),
      ...{ apiKey, models, refuses },
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

const byModel = (tokens: number | Record<string, number> | undefined): Record<string, number> =>
  typeof tokens === 'object' ? tokens : tokens === undefined ? {} : { '*': tokens }

/** An address in its two parts: what stands before the path of a call, and what stands behind it. */
function addressed(url: string): { baseUrl: string; query: Record<string, string> } {
  const { searchParams } = new URL(url)
  const [baseUrl = ''] = url.split(/[?#]/)
  return { baseUrl: baseUrl.replace(/\/+$/, ''), query: Object.fromEntries(searchParams) }
}

/** The history that a job can be sent with, whichever model answers it. */
export function historyTokensMost(): number {
  const all = providers().flatMap(({ historyTokens }) => Object.values(historyTokens))
  return Math.max(tunables.historyTokensMax, ...all)
}
