import type { Redis } from '@upstash/redis'
import { instruments } from '#lib/telemetry/instruments'
import { record, secondsSince } from '#lib/telemetry/metrics'
import { inSpan } from '#lib/telemetry/trace'

/** Adds a span and a duration metric to each command of the client. A pipeline counts as one command. */
export function measured(client: Redis): Redis {
  client.use(async (request, next) => {
    const startedMs = performance.now()
    const name = nameOf(request)
    const attributes = { 'db.system.name': 'redis', 'db.operation.name': name }
    try {
      const reply = await inSpan({ name, kind: 'client', attributes }, () => next(request))
      record(instruments.databaseDuration, secondsSince(startedMs), attributes)
      return reply
    } catch (error) {
      const type = error instanceof Error ? error.name : typeof error
      record(instruments.databaseDuration, secondsSince(startedMs), { ...attributes, 'error.type': type })
      throw error
    }
  })
  return client
}

/** The command in upper case; PIPELINE and MULTI for several. */
function nameOf({ path, body }: { path?: string[] | undefined; body?: unknown }): string {
  if (path?.[0] === 'pipeline') return 'PIPELINE'
  if (path?.[0] === 'multi-exec') return 'MULTI'
  return String(Array.isArray(body) ? body[0] : 'UNKNOWN').toUpperCase()
}
