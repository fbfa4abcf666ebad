import type { z } from 'zod'
import { completion, completionPayload } from '#workers/completion'
import type { Outcome } from '#workers/outcome'
import { rollup, rollupPayload } from '#workers/rollup'
import { sweep, sweepPayload } from '#workers/sweep'
import { webhook, webhookPayload } from '#workers/webhook'

type Worker = { payload: z.ZodType; run: (payload: never) => Promise<Outcome> }

/** Every worker, by the name that its address carries. */
export const workers: Record<string, Worker> = {
  completion: { payload: completionPayload, run: completion },
  rollup: { payload: rollupPayload, run: rollup },
  sweep: { payload: sweepPayload, run: sweep },
  webhook: { payload: webhookPayload, run: (payload) => webhook(payload) },
}
