import { indexSearch } from '#lib/conversations/catch-up'
import { expireConversations } from '#lib/conversations/delete'
import { DatabaseUnavailable } from '#lib/db/index'
import { errorFields, log } from '#lib/log'
import { rebuildCounters } from '#lib/metering/rebuild'
import { takeRequests } from '#lib/metering/requests'
import { rollUpUsage } from '#lib/metering/rollup'
import { expireSignIns } from '#lib/oauth/expire'
import type { Outcome } from '#lib/queue/outcome'

/**
 * Rolls up the ledger, adds the requests noted in KV to `api_usage`, corrects the counters, and deletes conversations
 * that are older than the retention and sign-ins that have expired, and lets searches find new messages. Every step can be repeated, broken off, and run
 * twice at once. Without KV the ledger is rolled up all the same.
 */
export async function rollup(): Promise<Outcome> {
  const batches = await rollUpUsage()
  const requests = await takeRequests().catch(kvDown)
  const corrected = await rebuildCounters().catch(kvDown)
  const expired = await expireConversations()
  const signIns = await expireSignIns()
  const indexed = await indexSearch()
  log('info', 'rollup', { batches, requests, corrected, expired, signIns, indexed })
  return { kind: 'done' }
}

function kvDown(error: unknown): null {
  if (error instanceof DatabaseUnavailable) throw error
  log('warn', 'kv.unavailable', { use: 'rollup', ...errorFields(error) })
  return null
}
