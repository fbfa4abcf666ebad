import { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { healthSentences } from '#lib/health/check'
import { rememberedHealth } from '#lib/health/remembered'

const check = z.object({ status: z.enum(['ok', 'down']), latencyMs: z.int() })
const queueCheck = check.extend({
  lagSeconds: z
    .int()
    .optional()
    .describe('How long the oldest due job has waited for a worker, where PostgreSQL is the queue.'),
})
const health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  checks: z.object({ database: check, kv: check, queue: queueCheck }),
  model: z.string(),
})

/** `GET /api/health` */
export const getHealth = operation({
  id: 'getHealth',
  method: 'GET',
  path: '/api/health',
  summary: 'Tells whether the server and the services it rests on work. Needs no key.',
  consequential: false,
  access: 'anyone',
  responses: { 200: health },
  examples: [
    {
      title: 'Everything works',
      input: {},
      reply: {
        status: 200,
        message: healthSentences.ok,
        data: {
          status: 'ok',
          checks: {
            database: { status: 'ok', latencyMs: 3 },
            kv: { status: 'ok', latencyMs: 2 },
            queue: { status: 'ok', latencyMs: 5, lagSeconds: 0 },
          },
          model: 'gpt-6-luna',
        },
      },
    },
  ],
  gpt: false,
  run: async () => {
    const data = await rememberedHealth()
    if (data.status === 'down')
      throw new ApiError('database_unavailable', healthSentences.down, { data: { data } })
    return { status: 200, message: healthSentences[data.status], data }
  },
})
