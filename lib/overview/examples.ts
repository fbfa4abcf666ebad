import type { Example } from '#lib/api/operation'

const figures = {
  requests: 12,
  answers: 11,
  failures: 1,
  promptTokens: 5_310,
  cachedTokens: 1_024,
  completionTokens: 2_204,
  reasoningTokens: 640,
  totalTokens: 7_514,
  estimatedTokens: 0,
  unpricedTokens: 0,
  cost: '0.0163',
  currency: 'USD',
  latencyMedianMs: 1_387,
  latencyP95Ms: 4_277,
}

const list = (from: string, granularity: string) =>
  `/api/usage?from=${encodeURIComponent(from)}&granularity=${granularity}&timezone=UTC`
const since = (from: string, granularity = 'day') => ({ ...figures, from, list: list(from, granularity) })

/** A response of `getOverview`. */
export const getOverviewExamples: Example[] = [
  {
    title: 'A server with a dead letter, an open circuit and a budget near its limit',
    input: {},
    reply: {
      status: 200,
      message: '1 running, 2 queued, 1 dead letters.',
      data: {
        at: '2026-11-24T09:00:05.000Z',
        timezone: 'UTC',
        usage: {
          today: since('2026-11-24T00:00:00.000Z', 'hour'),
          last7Days: since('2026-11-18T00:00:00.000Z'),
          last30Days: since('2026-10-26T00:00:00.000Z'),
        },
        circuits: {
          open: [
            {
              model: 'gpt-6-luna',
              state: 'open',
              since: '2026-11-24T09:00:00.000Z',
              code: 'model_unavailable',
              list: '/api/models?query=gpt-6-luna',
            },
          ],
          list: '/api/models',
        },
        jobs: {
          ...{ queued: 2, running: 1, waitingForRetry: 1, oldestQueuedAt: '2026-11-24T08:59:50.000Z' },
          lists: { queued: '/api/jobs?status=queued', running: '/api/jobs?status=running' },
        },
        deadLetters: {
          count: 1,
          oldestAt: '2026-11-24T08:58:00.000Z',
          failures: [
            {
              code: 'model_unavailable',
              count: 1,
              newestAt: '2026-11-24T08:58:00.000Z',
              newestJobId: 'job_0123456789abcdef0123456789abcdef',
            },
          ],
          list: '/api/jobs?status=failed',
        },
        webhooks: {
          ...{ failedDeliveries: 0, newestFailedAt: null, disabledEndpoints: 0, failingEndpoints: 0 },
          lists: { deliveries: '/api/webhooks?status=failed', endpoints: '/api/webhook-endpoints' },
        },
        budgets: {
          ...{ near: 1, over: 0 },
          used: [
            {
              ...{ userId: 'ada', period: 'day', unit: 'tokens', spent: '92500', limit: '100000' },
              ...{ isHard: true, share: 0.925, resetsAt: '2026-11-25T00:00:00.000Z' },
              list: '/api/budgets?userId=ada',
            },
          ],
          list: '/api/budgets/all?usedPercentMin=80',
        },
      },
    },
  },
]
