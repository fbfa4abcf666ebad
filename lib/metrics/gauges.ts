import type { Gauge } from '#lib/telemetry/metrics'

/** The state that all processes share. */
export const gauges = {
  jobs: {
    name: 'gpts.jobs',
    unit: '{job}',
    description:
      'Jobs by state: due, delayed until the next attempt, running, or failed and in the dead-letter queue (up to 10,000).',
  },
  oldestDue: {
    name: 'gpts.queue.oldest_due',
    unit: 's',
    description: 'How long the oldest runnable job has waited for a worker.',
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
    description: "The used share of the server's budgets, and the highest used share of all users' budgets.",
  },
  budgetsUsedUp: { name: 'gpts.budgets.used_up', unit: '{budget}', description: 'Budgets that are used up.' },
  circuit: {
    name: 'gpts.circuit.state',
    unit: '{state}',
    description: 'The circuit of a model that failed recently: 0 closed, 1 half-open, 2 open.',
  },
  serviceUp: {
    name: 'gpts.service.up',
    unit: '{service}',
    description: '1 if the service (the database or KV) answered, otherwise 0.',
  },
} satisfies Record<string, Gauge>
