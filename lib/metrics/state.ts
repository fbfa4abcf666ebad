import { errorFields, log } from '#lib/log'
import { type BudgetState, findBudgetState, findQueueState, type QueueState } from '#lib/metrics/state-store'
import { circuitStates, readCircuitsNow } from '#lib/models/circuit'
import type { Sample } from '#lib/telemetry/prometheus'
import { tunables } from '#lib/tunables'

let known: { samples: Promise<Sample[]>; readMs: number } | undefined

/**
 * The state that all processes share, from the database and KV; remembered for `metricsStateMs`, however many ask. Of a
 * service that is away only that is told.
 */
export function serverState(): Promise<Sample[]> {
  const nowMs = performance.now()
  if (known && nowMs - known.readMs < tunables.metricsStateMs) return known.samples
  known = { samples: readState(), readMs: nowMs }
  return known.samples
}

async function readState(): Promise<Sample[]> {
  const [database, circuits] = await Promise.all([
    Promise.all([findQueueState(), findBudgetState()]).catch(away('database')),
    readCircuitsNow().catch(away('kv')),
  ])
  return [
    up('database', database !== undefined),
    up('kv', circuits !== undefined),
    ...(database ? [...ofQueue(database[0]), ...database[1].flatMap(ofBudget)] : []),
    ...circuitStates(circuits ?? {}, Date.now())
      .slice(0, tunables.metricModelsMax)
      .map(ofCircuit),
  ]
}

const away = (service: string) => (error: unknown) => {
  log('warn', 'metrics.incomplete', { service, ...errorFields(error) })
  return undefined
}

const up = (service: string, isUp: boolean): Sample => ({
  name: 'gpts_service_up',
  help: 'Whether the database and KV answered this scrape.',
  labels: { service },
  value: isUp ? 1 : 0,
})

function ofQueue(queue: QueueState): Sample[] {
  const { due, delayed, running, failed } = queue
  const jobs = Object.entries({ due, delayed, running, failed }).map(([state, value]) => ({
    name: 'gpts_jobs',
    help: 'Jobs by state: due, delayed until the next attempt, running, or failed and in the dead letters (up to 10,000).',
    labels: { state },
    value,
  }))
  return [
    ...jobs,
    {
      name: 'gpts_queue_oldest_due_seconds',
      help: 'How long the oldest job that could run has waited for a worker.',
      value: queue.oldestDueSeconds,
    },
    {
      name: 'gpts_worker_processes',
      help: 'Processes with a heartbeat that run jobs; 0 where QStash or Inngest calls the server.',
      value: queue.processes,
    },
    {
      name: 'gpts_webhook_deliveries_pending',
      help: 'Webhook deliveries that have not ended.',
      value: queue.deliveriesPending,
    },
    {
      name: 'gpts_webhook_oldest_due_seconds',
      help: 'How long the oldest due webhook delivery has waited.',
      value: queue.oldestDeliverySeconds,
    },
  ]
}

function ofBudget({ scope, period, unit, used, over }: BudgetState): Sample[] {
  const labels = { scope, period, unit }
  return [
    {
      name: 'gpts_budget_used_ratio',
      help: 'The share that is used of the budgets of the server, and the highest share of those of users.',
      labels,
      value: used,
    },
    { name: 'gpts_budgets_used_up', help: 'Budgets that are used up.', labels, value: over },
  ]
}

const ofCircuit = ({ model, state }: ReturnType<typeof circuitStates>[number]): Sample => ({
  name: 'gpts_circuit_state',
  help: 'The circuit of a model that has lately failed: 0 closed, 1 half-open, 2 open.',
  labels: { gen_ai_request_model: model },
  value: { closed: 0, 'half-open': 1, open: 2 }[state],
})
