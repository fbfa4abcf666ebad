import { z } from 'zod'
import { completion } from '#lib/jobs/attempt/run'
import type { Outcome } from '#lib/queue/outcome'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { rollup } from '#workers/rollup'
import { sweep } from '#workers/sweep'

type Worker = { payload: z.ZodType; run: (payload: never) => Promise<Outcome> }

/** All workers, by the name in their URL. */
export const workers: Record<string, Worker> = {
  completion: { payload: z.object({ jobId: z.string(), conversationId: z.int() }), run: completion },
  rollup: { payload: z.object({}), run: rollup },
  sweep: { payload: z.object({}), run: sweep },
  webhook: { payload: z.object({ deliveryId: z.string() }), run: (payload) => deliverWebhook(payload) },
}
