import { prefers } from '#lib/api/accept'
import { preferredWait } from '#lib/jobs/wait'

/** The fields of a request for an answer that may also be given by header. */
export const fieldsOfHeaders = (headers: Headers): Record<string, unknown> => ({
  ...defined('wait', preferredWait(headers)),
  ...(prefers(headers, 'text/event-stream') && { stream: true }),
  ...defined('idempotencyKey', headers.get('idempotency-key')),
})

/** What each of these headers means. */
export const answerHeaders = {
  Prefer: '`wait=N` for the seconds to wait, or `respond-async` for a job at once; the field `wait` wins.',
  Accept: '`text/event-stream` is the same as the field `stream`, which wins.',
  'Idempotency-Key': 'The same as the field `idempotencyKey`, which wins.',
}

/** A field with its value, or no field where there is none. */
export const defined = (key: string, value: unknown): Record<string, unknown> =>
  value === null || value === undefined ? {} : { [key]: value }
