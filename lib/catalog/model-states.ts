import type { ModelView } from '#lib/catalog/schema'
import { withoutKv } from '#lib/kv/unavailable'
import { type Circuits, circuitState, readCircuitsUncached } from '#lib/models/circuit'
import { type Outage, readOutages } from '#lib/models/outages'

/** The state of the models in KV; undefined while KV is unavailable. */
export type ModelStates = { circuits: Circuits; outages: Record<string, Outage> } | undefined

/** Reads the circuits and the last outages of all models; undefined while KV is unavailable. */
export async function readModelStates(): Promise<ModelStates> {
  const read = await Promise.all([readCircuitsUncached(), readOutages()]).catch(withoutKv('circuits'))
  return read && { circuits: read[0], outages: read[1] }
}

/** Returns the state of a model's circuit for the API. */
export function toCircuit(
  id: string,
  states: ModelStates,
  nowMs: number,
  seesErrors: boolean,
): ModelView['circuit'] {
  if (!states) return { state: 'unknown', since: null, retryAt: null, lastError: null }
  const state = circuitState(states.circuits, id, nowMs)
  const outage = states.outages[id]
  const iso = (ms: number) => new Date(ms).toISOString()
  return {
    state: state.kind,
    since: state.kind !== 'closed' && outage?.openedMs ? iso(outage.openedMs) : null,
    retryAt: state.kind === 'open' ? iso(nowMs + state.seconds * 1_000) : null,
    lastError: outage
      ? { code: outage.code, message: seesErrors ? outage.message : null, at: iso(outage.atMs) }
      : null,
  }
}
