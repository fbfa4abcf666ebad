import { env } from '#lib/env'
import { isAllowedForKey } from '#lib/models/allowed'
import { type Circuits, circuitState, claimProbe } from '#lib/models/circuit'
import { modelId, providerOf } from '#lib/models/providers'

/**
 * The ids (see `modelId`) of the models that may answer, in order: the requested or the default model, then the fallbacks
 * that the key allows, from any provider.
 */
export function candidates(asked: string | undefined, ofKey?: readonly string[]): string[] {
  const fallbacks = env().OPENAI_FALLBACK_MODELS.filter((model) => isAllowedForKey(model, ofKey))
  return [...new Set([asked ?? env().OPENAI_MODEL, ...fallbacks].map(modelId))]
}

/** The index of the next model from another provider, if there is one. */
export function otherProvider(models: string[], from: number): number | undefined {
  const { name } = providerOf(models[from]!)
  const found = models.findIndex((model, index) => index > from && providerOf(model).name !== name)
  return found < 0 ? undefined : found
}

/** The model for an attempt, or the seconds to wait because all circuits are open. */
export type ModelChoice = { model: string; index: number; isProbe: boolean } | { waitSeconds: number }

/**
 * The first model from index `from` on whose circuit allows a call. A half-open circuit allows one worker to probe; for
 * the others it is open.
 */
export async function chooseModel(
  models: string[],
  from: number,
  circuits: Circuits,
  nowMs: number,
): Promise<ModelChoice> {
  const waits: number[] = []
  for (const [index, model] of models.entries()) {
    if (index < Math.min(from, models.length - 1)) continue
    const state = circuitState(circuits, model, nowMs)
    if (state.kind === 'closed') return { model, index, isProbe: false }
    if (state.kind === 'half-open' && (await claimProbe(circuits, model, nowMs)))
      return { model, index, isProbe: true }
    waits.push(state.kind === 'open' ? state.seconds : 0)
  }
  return { waitSeconds: Math.min(...waits) }
}
