/**
 * A queue message: the name of a worker and a pointer to its work in PostgreSQL, which is the source of truth. A
 * completion has its conversation only to let the worker read the cache early.
 */
export type Message =
  | { worker: 'completion'; payload: { jobId: string; conversationId: number } }
  | { worker: 'webhook'; payload: { deliveryId: string } }
  | { worker: 'sweep'; payload: Record<string, never> }

/** Creates the message that makes a worker answer a job. */
export const completionMessage = (jobId: string, conversationId: number): Message => ({
  worker: 'completion',
  payload: { jobId, conversationId },
})

/** Creates the message that makes a worker send a webhook. */
export const deliveryMessage = (deliveryId: string): Message => ({
  worker: 'webhook',
  payload: { deliveryId },
})

/** The message that starts a sweep before its schedule does. */
export const sweepMessage: Message = { worker: 'sweep', payload: {} }

/**
 * Returns the id with which an engine removes duplicates: every process that sees open work requests the next sweep,
 * and one sweep a minute is enough. Undefined for a message without duplicates to remove.
 */
export const deduplicationId = ({ worker }: Message, delaySeconds = 0): string | undefined =>
  worker === 'sweep' ? `sweep-${Math.floor((Date.now() / 1000 + delaySeconds) / 60)}` : undefined

/**
 * Delivers messages to workers: once, several times or not at all, in any order. `publish` rejects when the engine does
 * not accept the messages.
 */
export interface Queue {
  publish(messages: Message[], options?: { delaySeconds?: number }): Promise<void>
  /**
   * Informs the engine that a job was cancelled, so the engine may drop its messages. This only saves work: a delivery
   * of a cancelled job claims nothing. Rejects when the engine does not accept the call.
   */
  cancel(jobId: string): Promise<void>
  /**
   * Checks the engine for the health check. `lagSeconds` is the wait of the oldest due job, if the engine knows it.
   * Rejects when the engine cannot be reached or no process runs its jobs.
   */
  ping(signal: AbortSignal): Promise<{ lagSeconds?: number }>
}
