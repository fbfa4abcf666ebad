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

/** A response of `getUsage`. */
export const getUsageExamples: Example[] = [
  {
    title: 'A day in Seoul',
    input: {
      userId: 'ada',
      granularity: 'day',
      timezone: 'Asia/Seoul',
      from: '2026-11-24',
      to: '2026-11-25',
    },
    reply: {
      status: 200,
      message: '7514 tokens in 12 model calls.',
      data: {
        from: '2026-11-23T15:00:00.000Z',
        to: '2026-11-24T15:00:00.000Z',
        timezone: 'Asia/Seoul',
        granularity: 'day',
        totals: figures,
        series: [{ start: '2026-11-24T00:00:00+09:00', ...figures }],
        total: 1,
        limit: 200,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]
