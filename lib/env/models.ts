import { defaultName, type ProviderSettings } from '#lib/env/providers'

/** A provider, and the provider's own name for a model. `provider` is `default` for the provider of OPENAI_BASE_URL. */
export type ModelAddress = { provider: string; model: string }

type Config = {
  /** Undefined when only MODEL_PROVIDERS configures providers. */
  ofDefault: { model: string } | undefined
  named: Record<string, ProviderSettings>
}

/**
 * Finds the provider of a model. In `name/model`, `name` is the longest provider name that matches. A bare name is the
 * default model, or else a model of the first provider that lists it, or else of the default provider. Undefined when no
 * provider has the model.
 */
export function addressOf(asked: string, { ofDefault, named }: Config): ModelAddress | undefined {
  const [prefix] = Object.keys(named)
    .filter((name) => asked.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)
  if (prefix !== undefined) {
    const model = asked.slice(prefix.length + 1)
    const { models } = named[prefix]!
    const isKnown = models ? models.includes(model) : model !== ''
    return isKnown ? { provider: prefix, model } : undefined
  }
  if (asked === ofDefault?.model) return { provider: defaultName, model: asked }
  const provider = Object.keys(named).find((name) => named[name]!.models?.includes(asked))
  if (provider !== undefined) return { provider, model: asked }
  return ofDefault && { provider: defaultName, model: asked }
}

type Models = { OPENAI_MODEL: string; OPENAI_FALLBACK_MODELS: string[] }

/**
 * Returns the default model of a configuration without a default provider, and a problem for each configured model that
 * no provider has. Without OPENAI_MODEL, the default is the first model that a provider lists.
 */
export function modelsWithoutDefault(
  { OPENAI_MODEL, OPENAI_FALLBACK_MODELS }: Models,
  isModelSet: boolean,
  named: Record<string, ProviderSettings>,
): { model: string; problems: string[] } {
  const [provider, settings] = Object.entries(named).find(([, { models }]) => models) ?? []
  const first = settings && `${provider}/${settings.models![0]}`
  if (!isModelSet && !first)
    return {
      model: OPENAI_MODEL,
      problems: ['OPENAI_MODEL is missing: set it to provider/name, because no provider lists models'],
    }
  const model = isModelSet ? OPENAI_MODEL : first!
  const isUnknown = (name: string) => !addressOf(name, { ofDefault: undefined, named })
  const own: [string, string[]][] = [
    ['OPENAI_MODEL', [model]],
    ['OPENAI_FALLBACK_MODELS', OPENAI_FALLBACK_MODELS],
  ]
  const problems = own.flatMap(([variable, names]) =>
    names
      .filter(isUnknown)
      .map((name) => `${variable} names ${name}, which no provider has: write provider/name${orKey}`),
  )
  return { model, problems }
}

const orKey = ', or set OPENAI_API_KEY to use models of OpenAI'
