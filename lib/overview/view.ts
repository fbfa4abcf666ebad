import { type ModelStates, toCircuit } from '#lib/catalog/model-states'
import { isModelAllowed } from '#lib/models/allowed'
import type { Overview, OverviewQuery } from '#lib/overview/schema'
import type { Attention, PeriodRow } from '#lib/overview/store'
import { toFigures } from '#lib/usage/view'

const iso = (time: string | null) => (time === null ? null : new Date(time).toISOString())

/** Returns the URL of a list with its filters, without undefined ones. */
function listAt(path: string, filters: Record<string, string | undefined>): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = new URLSearchParams(given).toString()
  return query ? `${path}?${query}` : path
}

/** Returns the usage of each period for the API. */
export function toUsage(rows: PeriodRow[], { userId, timezone }: OverviewQuery): Overview['usage'] {
  const periods = rows.map((row) => {
    const from = row.from_at.toISOString()
    const granularity = row.name === 'today' ? 'hour' : 'day'
    const list = listAt('/api/usage', { from, granularity, timezone, userId })
    return [row.name, { ...toFigures(row), from, list }] as const
  })
  return Object.fromEntries(periods) as Overview['usage']
}

/** Converts the result of `needs_attention` for the API. */
export function toAttention(
  found: Attention,
  userId: string | undefined,
): Omit<Overview, 'at' | 'timezone' | 'usage' | 'circuits'> {
  const jobsAt = (status: string) => listAt('/api/jobs', { status, userId })
  return {
    jobs: {
      ...found.jobs,
      oldestQueuedAt: iso(found.jobs.oldestQueuedAt),
      lists: { queued: jobsAt('queued'), running: jobsAt('running') },
    },
    deadLetters: {
      count: found.deadLetters,
      oldestAt: iso(found.oldestDeadLetterAt),
      failures: found.failures.map((failure) => ({ ...failure, newestAt: iso(failure.newestAt)! })),
      list: jobsAt('failed'),
    },
    webhooks: {
      failedDeliveries: found.deliveries.failed,
      newestFailedAt: iso(found.deliveries.newestFailedAt),
      disabledEndpoints: found.endpoints.disabled,
      failingEndpoints: found.endpoints.failing,
      lists: {
        deliveries: listAt('/api/webhooks', { status: 'failed' }),
        endpoints: listAt('/api/webhook-endpoints', { userId }),
      },
    },
    budgets: {
      near: found.budgetsNear,
      over: found.budgetsOver,
      used: found.budgets.map((budget) => ({
        ...budget,
        resetsAt: iso(budget.resetsAt)!,
        list: listAt('/api/budgets', { userId: budget.userId ?? undefined }),
      })),
      list: listAt('/api/budgets/all', { usedPercentMin: '80', userId }),
    },
  }
}

/** Returns the circuits that are not closed, of models that the caller may use; null while KV is unavailable. */
export function toCircuits(
  states: ModelStates,
  models: readonly string[] | undefined,
  nowMs: number,
): Overview['circuits'] {
  if (!states) return null
  const open = Object.keys(states.circuits)
    .filter((model) => isModelAllowed(model, models))
    .flatMap((model) => {
      const { state, since, lastError } = toCircuit(model, states, nowMs, false)
      if (state !== 'open' && state !== 'half-open') return []
      const list = listAt('/api/models', { query: model })
      return [{ model, state, since, code: lastError?.code ?? null, list }]
    })
  return { open: open.sort((a, b) => a.model.localeCompare(b.model)), list: '/api/models' }
}
