import { qstash } from '#lib/queue/qstash'

/** A pointer to a job. The conversation only helps the worker to read its cache early: the claim decides. */
export type CompletionMessage = { jobId: string; conversationId: number }

/**
 * Delivers messages to workers, at least once and in any order, or not at all: Postgres decides what a
 * delivery means. `publish` rejects when the engine did not take the messages.
 */
export interface Queue {
  publish(messages: CompletionMessage[], options?: { delaySeconds?: number }): Promise<void>
  /** The engine's state, for the health check; rejects when it is out of reach. */
  ping(signal: AbortSignal): Promise<void>
}

/** The configured queue. */
export function queue(): Queue {
  return qstash()
}
