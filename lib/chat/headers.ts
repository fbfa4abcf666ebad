import { prefers } from '#lib/api/accept'
import { preferredWait } from '#lib/jobs/wait'

/** The request fields that can also be sent as headers. */
export const fieldsOfHeaders = (headers: Headers): Record<string, unknown> => ({
  ...definedField('wait', preferredWait(headers)),
  ...(prefers(headers, 'text/event-stream') && { stream: true }),
  ...definedField('idempotencyKey', headers.get('idempotency-key')),
})

/** The descriptions of these headers. */
export const answerHeaders = {
  Prefer:
    '`wait=N` sets the seconds to wait, `respond-async` returns a job at once. The field `wait` takes precedence.',
  Accept: '`text/event-stream` is the same as the field `stream`, which takes precedence.',
  'Idempotency-Key': 'The same as the field `idempotencyKey`, which takes precedence.',
}

/** An object with the field, or an empty one if the value is null or undefined. */
export const definedField = (key: string, value: unknown): Record<string, unknown> =>
  value === null || value === undefined ? {} : { [key]: value }
