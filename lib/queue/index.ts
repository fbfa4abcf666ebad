import { env } from '#lib/env'
import { inngest } from '#lib/queue/inngest'
import { postgres } from '#lib/queue/postgres'
import { qstash } from '#lib/queue/qstash'
import type { Queue } from '#lib/queue/types'

const adapters = { inngest, postgres, qstash }

/** The configured queue. */
export function queue(): Queue {
  return adapters[env().QUEUE]()
}
