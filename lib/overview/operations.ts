import { noUser } from '#lib/api/errors'
import { operation, type Reply } from '#lib/api/operation'
import type { Caller } from '#lib/auth/caller'
import { readModelStates } from '#lib/catalog/model-states'
import { getOverviewExamples } from '#lib/overview/examples'
import { getOverviewQuery, type OverviewQuery, overview } from '#lib/overview/schema'
import { findAttention, findPeriods } from '#lib/overview/store'
import { toAttention, toCircuits, toUsage } from '#lib/overview/view'
import { rethrowZoneError } from '#lib/usage/range'

/** `GET /api/overview` */
export const getOverview = operation({
  id: 'getOverview',
  method: 'GET',
  path: '/api/overview',
  summary:
    'Summarizes the state of a user or of the whole server: open jobs, usage today and in the last 7 and 30 days, dead letters by error, open circuits, failing webhooks, and budgets near their limit, each with the URL of its list.',
  consequential: false,
  access: ['usage'],
  limit: 'read',
  query: getOverviewQuery,
  responses: { 200: overview },
  errors: ['not_found'],
  examples: getOverviewExamples,
  gpt: false,
  run: summarize,
})

async function summarize(query: OverviewQuery, caller: Caller): Promise<Reply<unknown>> {
  const { userId, timezone } = query
  const [attention, periods, states] = await Promise.all([
    findAttention(userId),
    findPeriods(userId, timezone).catch(rethrowZoneError),
    readModelStates(),
  ])
  if (!attention) throw noUser(userId)
  const data = {
    at: attention.now.toISOString(),
    timezone,
    usage: toUsage(periods, query),
    circuits: toCircuits(states, caller.models, Date.now()),
    ...toAttention(attention.found, userId),
  }
  const { queued, running } = data.jobs
  const message = `${running} running, ${queued} queued, ${data.deadLetters.count} dead letters.`
  return { status: 200, message, data }
}
