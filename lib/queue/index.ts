import { env } from '#lib/env'
import { inngest } from '#lib/queue/inngest'
import { qstash } from '#lib/queue/qstash'
import type { Queue } from '#lib/queue/types'

/** The configured queue. */
export function queue(): Queue {
  return env().QUEUE === 'inngest' ? inngest() : qstash()
}
