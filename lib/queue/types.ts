/**
 * What the queue carries: the name of a worker and a pointer to its work in Postgres, which decides what a delivery
 * means. The conversation of a completion only helps its worker to read the cache early.
 */
export type Message =
  | { worker: 'completion'; payload: { jobId: string; conversationId: number } }
  | { worker: 'webhook'; payload: { deliveryId: string } }
  | { worker: 'sweep'; payload: Record<string, never> }

/** The message that makes the worker answer a job. */
export const completionMessage = (jobId: string, conversationId: number): Message => ({
  worker: 'completion',
  payload: { jobId, conversationId },
})

/** The message that makes the worker send a webhook. */
export const deliveryMessage = (deliveryId: string): Message => ({
  worker: 'webhook',
  payload: { deliveryId },
})

/** The message that makes the worker look for what was left behind, before the clock does. */
export const sweepMessage: Message = { worker: 'sweep', payload: {} }

/**
 * An id for which an engine delivers one message only: every process that sees work under way asks for the next sweep,
 * and one a minute is enough. Undefined for a message that has to be delivered each time.
 */
export const deduplicationId = ({ worker }: Message, delaySeconds = 0): string | undefined =>
  worker === 'sweep' ? `sweep-${Math.floor((Date.now() / 1000 + delaySeconds) / 60)}` : undefined

/**
 * Delivers messages to workers, at least once and in any order, or not at all. `publish` rejects when the engine did
 * not take the messages.
 */
export interface Queue {
  publish(messages: Message[], options?: { delaySeconds?: number }): Promise<void>
  /**
   * Tells the engine that a job was cancelled, so that it may drop what it still holds of it. It only saves work:
   * Postgres decides what a delivery means. Rejects when the engine did not take it.
   */
  cancel(jobId: string): Promise<void>
  /**
   * The engine's state, for the health check, with the seconds that the oldest due job has waited where the engine knows
   * them. Rejects when it is out of reach, or nothing runs its jobs.
   */
  ping(signal: AbortSignal): Promise<{ lagSeconds?: number }>
}
