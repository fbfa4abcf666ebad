import { indexSearch } from '#lib/conversations/catch-up'
import { expireConversations } from '#lib/conversations/delete'
import { DatabaseUnavailable } from '#lib/db/index'
import { logKvUnavailable } from '#lib/kv/unavailable'
import { log } from '#lib/log'
import { rebuildCounters } from '#lib/metering/rebuild'
import { flushRequests } from '#lib/metering/requests'
import { rollUpUsage } from '#lib/metering/rollup'
import { expireSignIns } from '#lib/oauth/expire'
import type { Outcome } from '#lib/queue/outcome'
import { expireSessions } from '#lib/sessions/store'
import { expireSubscriptions } from '#lib/subscriptions/store'
import { runChores } from '#workers/chores'

/**
 * The hourly chores: rolls up the ledger, adds the requests counted in KV to `api_usage`, corrects the counters, deletes
 * conversations after their retention and expired sign-ins, sessions and subscriptions, and indexes new messages. Every
 * step is safe to repeat, to interrupt and to run twice at once. A failed step does not stop the others.
 */
export async function rollup(): Promise<Outcome> {
  const done = await runChores('rollup', {
    batches: rollUpUsage,
    requests: () => flushRequests().catch(kvDown),
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
  logKvUnavailable('rollup', error)
  return null
}
