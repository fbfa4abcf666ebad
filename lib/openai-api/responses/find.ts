import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { findTurn, type Turn } from '#lib/jobs/turn'
import { jobIdOf } from '#lib/openai-api/ids'
import type { ResponseRequest, ResponseState } from '#lib/openai-api/responses/object'

export const noResponse = (id: string): ApiError =>
  new ApiError('not_found', `Response with id '${id}' not found.`)

/** Returns the turn of a response. Throws `not_found` for another user's response, and for one with `store: false`. */
export async function findResponse(id: string, userId: string | null): Promise<Turn> {
  const jobId = jobIdOf('resp_', id)
  const turn = jobId === undefined ? undefined : await findTurn(jobId, userId)
  // A background response can be read as long as it exists, even with `store: false`.
  const { store, background, isDeleted } = turn?.params.response || {}
  if (!turn?.params.response || isDeleted || (store === false && !background)) throw noResponse(id)
  return turn
}

/** Converts metadata to texts, as in OpenAI's API. */
export const toTexts = (metadata: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)]))

/** The request part of a response. */
export function requestOf({ job, params, metadata }: Turn): ResponseRequest {
  return { jobId: job.jobId, model: params.model ?? env().OPENAI_MODEL, params, metadata: toTexts(metadata) }
}

/** The answer part of a response. */
export const stateOf = ({ job, attempt, isRevised }: Turn): ResponseState => ({
  ...job,
  place: { attempt, isRevised },
})
