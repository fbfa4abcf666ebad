import type { Gauge } from '#lib/telemetry/metrics'

/** The state that all processes share. */
export const gauges = {
  jobs: {
    name: 'gpts.jobs',
    unit: '{job}',
    description:
      'Jobs by state: due, delayed until the next attempt, running, or failed and in the dead letters (up to 10,000).',
  },
  oldestDue: {
    name: 'gpts.queue.oldest_due',
    unit: 's',
    description: 'How long the oldest job that could run has waited for a worker.',
  },
  processes: {
    name: 'gpts.worker.processes',
    unit: '{process}',
    description: 'Processes with a heartbeat that run jobs; 0 where QStash or Inngest calls the server.',
  },
  deliveriesPending: {
    name: 'gpts.webhook.deliveries.pending',
    unit: '{delivery}',
    description: 'Webhook deliveries that have not ended.',
  },
  oldestDelivery: {
    name: 'gpts.webhook.oldest_due',
    unit: 's',
    description: 'How long the oldest due webhook delivery has waited.',
  },
  budgetUsed: {
    name: 'gpts.budget.used',
    unit: '1',
    description:
      'The share that is used of the budgets of the server, and the highest share of those of users.',
  },
  budgetsUsedUp: { name: 'gpts.budgets.used_up', unit: '{budget}', description: 'Budgets that are used up.' },
  circuit: {
    name: 'gpts.circuit.state',
    unit: '{state}',
    description: 'The circuit of a model that has lately failed: 0 closed, 1 half-open, 2 open.',
  },
  serviceUp: {
    name: 'gpts.service.up',
    unit: '{service}',
    description: 'Whether the database and KV answered.',
  },
} satisfies Record<string, Gauge>
