import { defaultName, type ProviderSettings } from '#lib/env/providers'

/** A model of a provider, by the name that the provider knows. `provider` is `default` for that of OPENAI_BASE_URL. */
export type ModelAddress = { provider: string; model: string }

type Config = {
  /** Undefined when there is no provider besides those that are named. */
  ofDefault: { model: string } | undefined
  named: Record<string, ProviderSettings>
}

/**
 * Which provider a model is of. `name/model` is of the provider whose name is the longest that fits; another name is
 * the default model, or of the first provider that lists it, or else of the default provider. Undefined when there is no
 * such model.
 */
export function addressOf(asked: string, { ofDefault, named }: Config): ModelAddress | undefined {
  const [prefix] = Object.keys(named)
    .filter((name) => asked.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)
  if (prefix !== undefined) {
    const model = asked.slice(prefix.length + 1)
    const { models } = named[prefix]!
    const isThere = models ? models.includes(model) : model !== ''
    return isThere ? { provider: prefix, model } : undefined
  }
  if (asked === ofDefault?.model) return { provider: defaultName, model: asked }
  const lister = Object.keys(named).find((name) => named[name]!.models?.includes(asked))
  if (lister !== undefined) return { provider: lister, model: asked }
  return ofDefault && { provider: defaultName, model: asked }
}

type Models = { OPENAI_MODEL: string; OPENAI_FALLBACK_MODELS: string[] }

/**
 * Where no OPENAI_API_KEY makes a default provider: the default model, which without OPENAI_MODEL is the first that a
 * provider lists, and problems of models that no provider has.
 */
export function modelsWithoutDefault(
  { OPENAI_MODEL, OPENAI_FALLBACK_MODELS }: Models,
  isModelSet: boolean,
  named: Record<string, ProviderSettings>,
): { model: string; problems: string[] } {
  const [lister, settings] = Object.entries(named).find(([, { models }]) => models) ?? []
  const first = settings && `${lister}/${settings.models![0]}`
  if (!isModelSet && !first)
    return {
      model: OPENAI_MODEL,
      problems: ['OPENAI_MODEL is missing: no provider lists models, so it has to name one as provider/name'],
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

const orKey = ', or set OPENAI_API_KEY for models of OpenAI'
