import { indexSearch } from '#lib/conversations/catch-up'
import { expireConversations } from '#lib/conversations/delete'
import { DatabaseUnavailable } from '#lib/db/index'
import { errorFields, log } from '#lib/log'
import { rebuildCounters } from '#lib/metering/rebuild'
import { takeRequests } from '#lib/metering/requests'
import { rollUpUsage } from '#lib/metering/rollup'
import { expireSignIns } from '#lib/oauth/expire'
import type { Outcome } from '#lib/queue/outcome'
import { expireSessions } from '#lib/sessions/store'
import { expireSubscriptions } from '#lib/subscriptions/store'
import { runChores } from '#workers/chores'

/**
 * Rolls up the ledger, adds the requests noted in KV to `api_usage`, corrects the counters, and deletes conversations
 * that are older than the retention, and sign-ins, sessions and subscriptions that have expired; searches then find the
 * new messages. Every step can be repeated, broken off, and run twice at once, and one that fails does not stop the
 * others. Without KV the ledger is rolled up all the same.
 */
export async function rollup(): Promise<Outcome> {
  const done = await runChores('rollup', {
    batches: rollUpUsage,
    requests: () => takeRequests().catch(kvDown),
    corrected: () => rebuildCounters().catch(kvDown),
    expired: expireConversations,
    signIns: expireSignIns,
    sessions: expireSessions,
    subscriptions: expireSubscriptions,
    indexed: indexSearch,
  })
  log('info', 'rollup', done)
  return { kind: 'done' }
}

function kvDown(error: unknown): null {
  if (error instanceof DatabaseUnavailable) throw error
  log('warn', 'kv.unavailable', { use: 'rollup', ...errorFields(error) })
  return null
}
