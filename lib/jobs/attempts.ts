import { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import { jobId } from '#lib/api/fields'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { type AttemptRow, attemptKey, findAttempts } from '#lib/jobs/attempts-store'
import { listAttemptsExamples } from '#lib/jobs/examples'
import { type AttemptView, attemptList, listAttemptsQuery } from '#lib/jobs/schema'
import { findModel } from '#lib/models/providers'

/** `GET /api/jobs/{id}/attempts` */
export const listAttempts = operation({
  id: 'listAttempts',
  method: 'GET',
  path: '/api/jobs/{id}/attempts',
  summary:
    'Lists the attempts at a job, first to last: start, end and outcome of each, its model, its error and its cost.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params: z.strictObject({ id: jobId }),
  query: listAttemptsQuery,
  responses: { 200: attemptList },
  errors: ['not_found'],
  examples: listAttemptsExamples,
  gpt: false,
  run: async ({ id, ...page }, { userId }, sizeLimit) => {
    const place = pagePositionOf(page, attemptKey)
    const found = await findAttempts(id, userId, place)
    if (!found) throw new ApiError('not_found', `There is no job ${id}.`)
    const { traceId, ...listed } = found
    const items = listed.items.map(toAttemptView)
    const more = { jobId: id, ...(traceId !== null && { traceId }) }
    return listReply({ name: 'attempts' }, { ...listed, items }, place, sizeLimit, { more })
  },
})

/** An attempt as callers see it. */
function toAttemptView(row: AttemptRow): AttemptView {
  const { attempt, outcome, model, error_code: code, process_id: processId } = row
  const provider = model === null ? undefined : findModel(model)?.provider.name
  return {
    attempt,
    outcome: (outcome ?? 'unknown') as AttemptView['outcome'],
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...(model !== null && { model }),
    ...(provider !== undefined && { provider }),
    ...(code !== null && { error: { code, message: row.error_message ?? '' } }),
    ...(row.has_cost && { usage: usageOf(row), latencyMs: row.latency_ms }),
    ...(processId !== null && { processId }),
  }
}

const usageOf = (row: AttemptRow) => ({
  promptTokens: row.prompt_tokens,
  completionTokens: row.completion_tokens,
  totalTokens: row.total_tokens,
  cachedTokens: row.cached_tokens,
  reasoningTokens: row.reasoning_tokens,
  estimated: row.estimated,
  cost: row.cost,
  currency: row.currency as 'USD' | null,
})
