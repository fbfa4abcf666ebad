import type { Answer } from './delivery.ts'
import type { Message } from './types.ts'

/** What an answer means for its message. */
export type Outcome = 'delivered' | 'retry' | 'dead'

/**
 * Any 2xx is delivered. 489 with `Upstash-NonRetryable-Error: true`, or the last attempt's failure, is dead;
 * the rest is retried (https://upstash.com/docs/qstash/features/retry).
 */
export function outcomeOf(message: Message, { status, headers }: Answer): Outcome {
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 489 && headers['upstash-nonretryable-error'] === 'true') return 'dead'
  return message.retried < message.maxRetries ? 'retry' : 'dead'
}

/** A failed attempt as the log shows it: the status, or why there was none; never the body. */
export function failureDetails({ status, error }: Answer): { responseStatus?: number; error: string } {
  if (status === 0) return { error: error ?? 'no response' }
  return { responseStatus: status, error: `destination answered ${status}` }
}
