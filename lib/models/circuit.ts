import { kv, kvReader } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { log } from '#lib/log'
import { metricModel } from '#lib/models/metric-model'
import { outagesKey, outageText } from '#lib/models/outages'
import { modelTimeoutMs } from '#lib/models/timeout'
import type { Failure } from '#lib/models/types'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

/**
 * One circuit breaker for each model of each provider, shared by all workers. After `circuitFailuresMax` consecutive
 * outages it opens: no worker calls the model for `circuitOpenSeconds`. Then one worker probes it while the others wait.
 * All circuits are in one hash (`provider/name` → `<failures>:<open until, ms>`), read with the history in one round
 * trip. Without KV every circuit is closed. Times are the database's.
 */
export type Circuits = Record<string, string>

export const circuitsKey = 'circuits'

let known: { circuits: Promise<Circuits>; readMs: number } | undefined

/** The circuits, cached in this process for `circuitCacheMs`. */
export function readCircuits(): Promise<Circuits> {
  const nowMs = performance.now()
  if (known && nowMs - known.readMs < tunables.circuitCacheMs) return known.circuits
  const circuits = kvReader()
    .hgetall<Circuits>(circuitsKey)
    .catch(withoutKv('circuits'))
    .then((found) => found ?? {})
  known = { circuits, readMs: nowMs }
  return circuits
}

export type CircuitState = { kind: 'closed' } | { kind: 'open'; seconds: number } | { kind: 'half-open' }

/** The circuits, read now. Throws when KV is down. */
export const readCircuitsUncached = async (): Promise<Circuits> =>
  (await kvReader().hgetall<Circuits>(circuitsKey)) ?? {}

/** The state of each circuit that has counted failures. */
export const circuitStates = (circuits: Circuits, nowMs: number) =>
  Object.keys(circuits).map((model) => ({ model, state: circuitState(circuits, model, nowMs).kind }))

/** The state of a model's circuit at a time of the database, in milliseconds. */
export function circuitState(circuits: Circuits, model: string, nowMs: number): CircuitState {
  const [, failures, until] = /^(\d+):(\d+)$/.exec(circuits[model] ?? '') ?? []
  if (!failures || Number(failures) < tunables.circuitFailuresMax) return { kind: 'closed' }
  const leftMs = Number(until) - nowMs
  return leftMs > 0 ? { kind: 'open', seconds: leftMs / 1000 } : { kind: 'half-open' }
}

/** Counts a failure. The failure that reaches the limit opens the circuit, and so does a failed probe. */
const countFailure = `
local failures = tonumber(string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '0:0', '^%d+')) + 1
local untilMs = 0
if failures >= tonumber(ARGV[3]) then untilMs = ARGV[2] + ARGV[4] * 1000 end
redis.call('HSET', KEYS[1], ARGV[1], failures .. ':' .. string.format('%.0f', untilMs))
redis.call('EXPIRE', KEYS[1], ARGV[5])
local opened = '0'
if failures >= tonumber(ARGV[3]) then opened = ARGV[2] end
if failures > tonumber(ARGV[3]) then
  local before = string.match(redis.call('HGET', KEYS[2], ARGV[1]) or '', '^%d+')
  if before and before ~= '0' then opened = before end
end
redis.call('HSET', KEYS[2], ARGV[1], opened .. ':' .. ARGV[2] .. ':' .. ARGV[6])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return failures`

/** Keeps the circuit open during one probe, if its value has not changed since it was read. */
const claimProbeScript = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`

/** Records a failure that indicates an outage. */
export async function noteOutage(
  model: string,
  nowMs: number,
  failure: Pick<Failure, 'code' | 'message'>,
): Promise<void> {
  const { circuitFailuresMax, circuitOpenSeconds, circuitKeptSeconds } = tunables
  const numbers = [nowMs, circuitFailuresMax, circuitOpenSeconds, circuitKeptSeconds].map((n) =>
    String(Math.round(n)),
  )
  const failures = await kv()
    .eval(countFailure, [circuitsKey, outagesKey], [model, ...numbers, outageText(failure)])
    .catch(withoutKv('circuit'))
  known = undefined
  if (failures !== circuitFailuresMax) return
  log('warn', 'circuit.opened', { model })
  record(instruments.circuitOpenings, 1, { 'gen_ai.request.model': metricModel(model) })
}

/** Closes a circuit after the model has responded. */
export async function closeCircuit(model: string): Promise<void> {
  known = undefined
  await kv().hdel(circuitsKey, model)
}

/** Lets another worker probe the circuit, because this one did not call the model or its call was aborted. */
export async function releaseProbe(circuits: Circuits, model: string): Promise<void> {
  await kv()
    .hset(circuitsKey, { [model]: circuits[model] })
    .catch(withoutKv('circuit'))
}

/** True if this worker may probe a half-open circuit. Without KV every worker may. */
export async function claimProbe(circuits: Circuits, model: string, nowMs: number): Promise<boolean> {
  const seen = circuits[model] ?? ''
  const until = Math.round(nowMs + modelTimeoutMs(model))
  const taken = await kv()
    .eval(claimProbeScript, [circuitsKey], [model, seen, `${seen.split(':')[0]}:${until}`])
    .catch(() => 1)
  return taken === 1
}
