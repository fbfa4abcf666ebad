import { z } from 'zod'
import { completion } from '#lib/jobs/attempt/run'
import type { Outcome } from '#lib/queue/outcome'
import type { schedules } from '#lib/queue/schedules'
import type { Message } from '#lib/queue/types'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { rollup } from '#workers/rollup'
import { sweep } from '#workers/sweep'

/** `run` takes a payload that the schema `payload` has parsed. */
type Worker = { payload: z.ZodType; run: (payload: unknown) => Promise<Outcome> }

/** Infers the type of a worker's payload from its schema. */
const worker = <T>(payload: z.ZodType<T>, run: (payload: T) => Promise<Outcome>): Worker => ({
  payload,
  run: run as Worker['run'],
})

/** The workers that a schedule or a message names. */
type Named = Message['worker'] | (typeof schedules)[number]['worker']

/** All workers, by the name in their URL. */
export const workers: Record<string, Worker> = {
  completion: worker(z.object({ jobId: z.string(), conversationId: z.int() }), completion),
  rollup: worker(z.object({}), rollup),
  sweep: worker(z.object({}), sweep),
  webhook: worker(z.object({ deliveryId: z.string() }), (payload) => deliverWebhook(payload)),
} satisfies Record<Named, Worker>
