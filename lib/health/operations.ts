import { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { cachedHealth } from '#lib/health/cached'
import { healthSentence } from '#lib/health/check'
import { rejectedDelivery } from '#lib/queue/rejected-deliveries'

const check = z.object({
  status: z.enum(['ok', 'down']),
  latencyMs: z.int(),
  reason: z.string().optional().describe('The problem, if known, and the variable to correct.'),
})
const queueCheck = check.extend({
  lagSeconds: z
    .int()
    .optional()
    .describe('How long the oldest due job has waited for a worker. Only with PostgreSQL as the queue.'),
  refusedDelivery: rejectedDelivery
    .optional()
    .describe('The last queue delivery that this server rejected in the past few minutes, and the reason.'),
})
const modelCheck = check.extend({ status: z.enum(['ok', 'down', 'unknown']) })
const health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  checks: z.object({
    database: check,
    kv: check.describe('ok when KV accepts writes. Without KV, rate limits and caches are off.'),
    queue: queueCheck,
    model: modelCheck
      .extend({
        providers: z
          .record(z.string(), modelCheck)
          .optional()
          .describe('The same check for each provider, by name, when the server has several providers.'),
      })
      .describe(
        'ok when every provider accepts its key and lists the configured models. The lists are requested about once a minute. unknown when a provider has no such list.',
      ),
  }),
  model: z.string(),
})

/** `GET /api/health` */
export const getHealth = operation({
  id: 'getHealth',
  method: 'GET',
  path: '/api/health',
  summary: 'Reports the state of the server and of the services that it depends on. Needs no API key.',
  consequential: false,
  access: 'anyone',
  responses: { 200: health },
  examples: [
    {
      title: 'Everything works',
      input: {},
      reply: {
        status: 200,
        message: 'Everything works.',
        data: {
          status: 'ok',
          checks: {
            database: { status: 'ok', latencyMs: 3 },
            kv: { status: 'ok', latencyMs: 2 },
            queue: { status: 'ok', latencyMs: 5, lagSeconds: 0 },
            model: { status: 'ok', latencyMs: 180 },
          },
          model: 'gpt-6-luna',
        },
      },
    },
  ],
  gpt: false,
  run: async () => {
    const data = await cachedHealth()
    if (data.status === 'down')
      throw new ApiError('database_unavailable', healthSentence(data), { data: { data } })
    return { status: 200, message: healthSentence(data), data }
  },
})
