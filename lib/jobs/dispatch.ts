import { errorFields, log } from '#lib/log'
import { type CompletionMessage, queue } from '#lib/queue/index'

/**
 * Hands jobs to the queue. A refusal is logged and no error: the jobs are in Postgres, and the sweep sends
 * them again.
 */
export async function dispatch(
  messages: CompletionMessage[],
  options?: { delaySeconds?: number },
): Promise<void> {
  await queue()
    .publish(messages, options)
    .catch((error) => log('warn', 'queue.unavailable', { jobs: messages.length, ...errorFields(error) }))
}
