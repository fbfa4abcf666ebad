import type { Answer } from './delivery.ts'
import type { Message } from './types.ts'

/** What an answer means for its message. */
export type Outcome = 'delivered' | 'retry' | 'dead'

/**
 * Any 2xx is delivered. 489 with `Upstash-NonRetryable-Error: true`, or the last attempt's failure, is dead;
 * the rest is retried (https://upstash.com/docs/qstash/features/retry).
 */
export function outcomeOf(message: Message, answer: Answer): Outcome {
  if (answer.status >= 200 && answer.status < 300) return 'delivered'
  const nonRetryable = answer.header['Upstash-Nonretryable-Error']?.[0]?.toLowerCase() === 'true'
  if (answer.status === 489 && nonRetryable) return 'dead'
  return message.retried < message.maxRetries ? 'retry' : 'dead'
}

/** A failed attempt as the log shows it: the status, or why there was none; never the body. */
export function failureDetails(answer: Answer): { responseStatus?: number; error: string } {
  if (answer.status === 0) return { error: answer.error ?? 'no response' }
  return { responseStatus: answer.status, error: `destination answered ${answer.status}` }
}
