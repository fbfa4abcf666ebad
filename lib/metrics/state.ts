import { errorFields, log } from '#lib/log'
import { gauges } from '#lib/metrics/gauges'
import { type BudgetState, findBudgetState, findQueueState, type QueueState } from '#lib/metrics/state-store'
import { circuitStates, readCircuitsUncached } from '#lib/models/circuit'
import type { Sample } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

let known: { samples: Promise<Sample[]>; readMs: number } | undefined

/**
 * Returns the state that all processes share, from the database and KV. The result is cached for `metricsStateMs`. For
 * an unavailable service it contains only that fact.
 */
export function serverState(): Promise<Sample[]> {
  const nowMs = performance.now()
  if (known && nowMs - known.readMs < tunables.metricsStateMs) return known.samples
  known = { samples: readState(), readMs: nowMs }
  return known.samples
}

async function readState(): Promise<Sample[]> {
  const [database, circuits] = await Promise.all([
    Promise.all([findQueueState(), findBudgetState()]).catch(logUnavailable('database')),
    readCircuitsUncached().catch(logUnavailable('kv')),
  ])
  return [
    serviceSample('database', database !== undefined),
    serviceSample('kv', circuits !== undefined),
    ...(database ? [...queueSamples(database[0]), ...database[1].flatMap(budgetSamples)] : []),
    ...circuitStates(circuits ?? {}, Date.now())
      .slice(0, tunables.metricModelsMax)
      .map(circuitSample),
  ]
}

const logUnavailable = (service: string) => (error: unknown) => {
  log('warn', 'metrics.incomplete', { service, ...errorFields(error) })
  return undefined
}

const serviceSample = (service: string, isUp: boolean): Sample => ({
  gauge: gauges.serviceUp,
  attributes: { service },
  value: isUp ? 1 : 0,
})

function queueSamples(queue: QueueState): Sample[] {
  const { due, delayed, running, failed } = queue
  return [
    ...Object.entries({ due, delayed, running, failed }).map(([state, value]) => ({
      gauge: gauges.jobs,
      attributes: { state },
      value,
    })),
    { gauge: gauges.oldestDue, value: queue.oldestDueSeconds },
    { gauge: gauges.processes, value: queue.processes },
    { gauge: gauges.deliveriesPending, value: queue.deliveriesPending },
    { gauge: gauges.oldestDelivery, value: queue.oldestDeliverySeconds },
  ]
}

function budgetSamples({ scope, period, unit, used, over }: BudgetState): Sample[] {
  const attributes = { scope, period, unit }
  return [
    { gauge: gauges.budgetUsed, attributes, value: used },
    { gauge: gauges.budgetsUsedUp, attributes, value: over },
  ]
}

const circuitValues = { closed: 0, 'half-open': 1, open: 2 }

const circuitSample = ({ model, state }: ReturnType<typeof circuitStates>[number]): Sample => ({
  gauge: gauges.circuit,
  attributes: { 'gen_ai.request.model': model },
  value: circuitValues[state],
})
