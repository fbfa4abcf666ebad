import { env } from '#lib/env'
import { errorFields, log } from '#lib/log'
import { queue } from '#lib/queue/index'
import { notePublished, notePublishFailure } from '#lib/queue/publish-failures'
import type { Message } from '#lib/queue/types'
import { inSpan } from '#lib/telemetry/trace'

/**
 * Publishes messages to the queue. A failure is logged but not thrown: the work is in PostgreSQL, and the sweep sends
 * its messages again.
 */
export async function dispatch(messages: Message[], options?: { delaySeconds?: number }): Promise<void> {
  if (messages.length === 0) return
  const attributes = {
    'messaging.system': env().QUEUE,
    'messaging.operation.type': 'send',
    'messaging.batch.message_count': messages.length,
  }
  await inSpan({ name: 'send', kind: 'producer', attributes }, () => queue().publish(messages, options)).then(
    notePublished,
    async (error) => {
      log('warn', 'queue.unavailable', { messages: messages.length, ...errorFields(error) })
      await notePublishFailure(error)
    },
  )
}
