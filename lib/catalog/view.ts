import { type ModelStates, toCircuit } from '#lib/catalog/model-states'
import type { ModelView, ProviderView } from '#lib/catalog/schema'
import { env } from '#lib/env'
import { listedPrice } from '#lib/metering/prices'
import type { ModelCheck } from '#lib/models/check'
import { findModel, listedModels, modelId, type Provider, providers, settingOf } from '#lib/models/providers'

/** Returns a model for the API. `seesErrors` is true for callers that may read the provider's error messages. */
export function toModelView(id: string, states: ModelStates, nowMs: number, seesErrors: boolean): ModelView {
  const { name, provider } = findModel(id)!
  const fallback = env().OPENAI_FALLBACK_MODELS.map(modelId).indexOf(id)
  return {
    model: id,
    name,
    provider: provider.name,
    aliases: [name, `${provider.name}/${name}`].filter(
      (alias) => alias !== id && findModel(alias)?.id === id,
    ),
    isDefault: modelId(env().OPENAI_MODEL) === id,
    fallbackOrder: fallback < 0 ? null : fallback + 1,
    isConfigured: isConfigured(id),
    price: toPrice(id),
    contextTokens: settingOf(provider.contextTokens, name) ?? null,
    historyTokens: settingOf(provider.historyTokens, name) ?? null,
    tokensPerMinute: settingOf(provider.tokensPerMinute, name) ?? null,
    timeoutSeconds: provider.timeoutSeconds,
    circuit: toCircuit(id, states, nowMs, seesErrors),
  }
}

function isConfigured(id: string): boolean {
  const { OPENAI_MODEL, OPENAI_FALLBACK_MODELS, ALLOWED_MODELS = [] } = env()
  const named = [OPENAI_MODEL, ...OPENAI_FALLBACK_MODELS, ...ALLOWED_MODELS, ...listedModels()]
  return named.some((name) => modelId(name) === id)
}

function toPrice(id: string): ModelView['price'] {
  const found = listedPrice(id)
  if (!found) return null
  const { input, cachedInput = null, output } = found.rates
  return { input, cachedInput, output, currency: 'USD', perTokens: 1_000_000, source: found.source }
}

/** Returns the providers with the result of the last check, without keys and without credentials in addresses. */
export function toProviderViews(check: ModelCheck, checkedAt: Date): ProviderView[] {
  const { providers: byName, ...whole } = check
  return providers().map((provider) => {
    const { latencyMs, ...found } = byName?.[provider.name] ?? whole
    return {
      name: provider.name,
      baseUrl: publicUrl(provider),
      hasOwnList: provider.models !== undefined,
      timeoutSeconds: provider.timeoutSeconds,
      refuses: [...provider.refuses],
      check: { ...found, latencyMs, checkedAt: checkedAt.toISOString() },
    }
  })
}

function publicUrl({ baseUrl }: Provider): string {
  const url = new URL(baseUrl)
  url.username = ''
  url.password = ''
  return url.href.replace(/\/$/, '')
}
