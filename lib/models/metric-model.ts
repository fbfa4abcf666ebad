import { env } from '#lib/env'
import { findModel, listedModels, type Model, modelId } from '#lib/models/providers'
import { tunables } from '#lib/tunables'

/** The hosts of providers that have a name in the semantic conventions. */
const wellKnown: [host: RegExp, name: string][] = [
  [/\.openai\.azure\.com$|\.cognitiveservices\.azure\.com$/, 'azure.ai.openai'],
  [/\.ai\.azure\.com$/, 'azure.ai.inference'],
  [/(^|\.)openai\.com$/, 'openai'],
  [/(^|\.)anthropic\.com$/, 'anthropic'],
  [/^generativelanguage\.googleapis\.com$/, 'gcp.gemini'],
  [/\.aiplatform\.googleapis\.com$/, 'gcp.vertex_ai'],
  [/\.amazonaws\.com$/, 'aws.bedrock'],
  [/(^|\.)mistral\.ai$/, 'mistral_ai'],
  [/(^|\.)groq\.com$/, 'groq'],
  [/(^|\.)deepseek\.com$/, 'deepseek'],
  [/(^|\.)x\.ai$/, 'x_ai'],
  [/(^|\.)cohere\.(ai|com)$/, 'cohere'],
  [/(^|\.)perplexity\.ai$/, 'perplexity'],
  [/(^|\.)moonshot\.(ai|cn)$/, 'moonshot_ai'],
]

/** OpenTelemetry's name of the provider, or else its name in the configuration. */
export function providerName({ provider }: Model): string {
  const host = new URL(provider.baseUrl).hostname
  return wellKnown.find(([pattern]) => pattern.test(host))?.[1] ?? provider.name
}

const known = new Set<string>()

/** Records that a model has answered, so that metrics name it from now on; at most `metricModelsMax` models. */
export function noteModel(model: string): void {
  if (known.size < tunables.metricModelsMax) known.add(model)
}

let configured: Set<string> | undefined

/**
 * The model name for metrics: its id if it is configured or has answered, else `other`. Callers can send any name, and
 * each would create a time series.
 */
export function metricModel(model: string): string {
  configured ??= new Set(
    [env().OPENAI_MODEL, ...env().OPENAI_FALLBACK_MODELS, ...listedModels()].map((name) => modelId(name)),
  )
  const id = findModel(model)?.id ?? model
  return configured.has(id) || known.has(id) ? id : 'other'
}
