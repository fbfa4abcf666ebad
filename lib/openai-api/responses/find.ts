import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { findTurn, type Turn } from '#lib/jobs/turn'
import { jobIdOf } from '#lib/openai-api/ids'
import type { ResponseRequest, ResponseState } from '#lib/openai-api/responses/object'

export const noResponse = (id: string): ApiError =>
  new ApiError('not_found', `Response with id '${id}' not found.`)

/** The turn that a response is of. Throws `not_found` for one of another user, and for one that was not to be stored. */
export async function findResponse(id: string, userId: string | null): Promise<Turn> {
  const jobId = jobIdOf('resp_', id)
  const turn = jobId === undefined ? undefined : await findTurn(jobId, userId)
  // One that runs in the background can be read for as long as it is kept.
  const { store, background, isDeleted } = turn?.params.response || {}
  if (!turn?.params.response || isDeleted || (store === false && !background)) throw noResponse(id)
  return turn
}

/** Metadata as this API has it. */
export const toTexts = (metadata: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)]))

/** What a response says of its request. */
export function requestOf({ job, params, metadata }: Turn): ResponseRequest {
  return { jobId: job.jobId, model: params.model ?? env().OPENAI_MODEL, params, metadata: toTexts(metadata) }
}

/** What a response says of its answer. */
export const stateOf = ({ job, attempt, isRevised }: Turn): ResponseState => ({
  ...job,
  place: { attempt, isRevised },
})
