import { prefers } from '#lib/api/accept'
import { invalidInput, noUser } from '#lib/api/errors'
import { operation, type Reply } from '#lib/api/operation'
import { offsetPage } from '#lib/api/paging'
import type { SizeLimit } from '#lib/api/size-limit'
import type { Caller } from '#lib/auth/caller'
import { toCsv } from '#lib/usage/csv'
import { getUsageExamples } from '#lib/usage/examples'
import { rangeOf, rethrowZoneError } from '#lib/usage/range'
import { getUsageQuery, type UsageQuery, usageReport } from '#lib/usage/schema'
import { findUsage, type UsageRow } from '#lib/usage/store'
import { toFigures, toLines, toStep } from '#lib/usage/view'

/** `GET /api/usage` */
export const getUsage = operation({
  id: 'getUsage',
  method: 'GET',
  path: '/api/usage',
  summary:
    'Returns model calls, answers, failures, tokens, cost and latency up to this moment: totals, and a series by hour, day or month in any time zone, for one user or all, split by user, model or API key.',
  consequential: false,
  access: ['usage'],
  limit: 'read',
  query: getUsageQuery,
  fromHeaders: (headers) => (prefers(headers, 'text/csv') ? { format: 'csv' } : {}),
  requestHeaders: {
    Accept: '`text/csv` is the same as `format=csv`. The parameter `format` takes precedence.',
  },
  responses: { 200: usageReport },
  text: 'text/csv',
  errors: ['not_found'],
  examples: getUsageExamples,
  gpt: { without: ['keyId', 'format'] },
  run: report,
})

async function report(query: UsageQuery, caller: Caller, sizeLimit?: SizeLimit): Promise<Reply<unknown>> {
  const { granularity, timezone, groupBy } = query
  const { from, to } = rangeOf(query, new Date())
  const [totals, ...rows] = await findUsage(query, from, to, caller.userId === null).catch(rethrowZoneError)
  if (!totals?.user_known) throw noUser(query.userId)
  if (totals.from_at >= totals.to_at) throw invalidInput('to', 'Must be after from')
  const view = (row: UsageRow) => toStep(row, groupBy)
  const { items: series, paging } = offsetPage(rows, query, view, sizeLimit)
  const data = {
    from: totals.from_at.toISOString(),
    to: totals.to_at.toISOString(),
    timezone,
    granularity,
    totals: toFigures(totals),
    series,
    ...paging,
  }
  const message = `${data.totals.totalTokens} tokens in ${data.totals.requests} model calls.`
  if (query.format === 'json') return { status: 200, message, data }
  return {
    status: 200,
    message,
    data,
    headers: { 'content-disposition': 'attachment; filename="usage.csv"' },
    text: {
      contentType: 'text/csv; charset=utf-8; header=present',
      body: toCsv(toLines(rows.map(view), groupBy)),
    },
  }
}
