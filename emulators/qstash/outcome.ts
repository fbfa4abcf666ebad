import type { Answer } from './delivery.ts'
import type { Message } from './types.ts'

/** The consequence of an answer for its message. */
export type Outcome = 'delivered' | 'retry' | 'dead'

/**
 * Any 2xx means delivered. 489 with `Upstash-NonRetryable-Error: true`, or a failure of the last attempt, means dead;
 * all others are retried (https://upstash.com/docs/qstash/features/retry).
 */
export function outcomeOf(message: Message, { status, headers }: Answer): Outcome {
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 489 && headers['upstash-nonretryable-error'] === 'true') return 'dead'
  return message.retried < message.maxRetries ? 'retry' : 'dead'
}

/** A failed attempt for the log: the status, or the reason for no response. Never the body. */
export function failureDetails({ status, error }: Answer): { responseStatus?: number; error: string } {
  if (status === 0) return { error: error ?? 'no response' }
  return { responseStatus: status, error: `destination answered ${status}` }
}
