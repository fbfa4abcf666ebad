import { z } from 'zod'
import type { Reply } from '#lib/api/operation'
import { wireOf } from '#lib/items/wire'
import { hasEnded } from '#lib/jobs/schema'
import { openJobStream } from '#lib/jobs/stream/open'
import { textId } from '#lib/jobs/stream/position'
import type { Turn } from '#lib/jobs/turn'
import { wrongParameter } from '#lib/openai-api/errors'
import { findResponse, requestOf, stateOf } from '#lib/openai-api/responses/find'
import { toResponse } from '#lib/openai-api/responses/object'
import { clientPositionOf } from '#lib/openai-api/responses/sequence'
import { endedStream, responseStream } from '#lib/openai-api/responses/stream'
import { endpoint } from '#lib/openai-api/serve'

/** `GET /v1/responses/{id}`: with `stream=true` it sends the events, after `starting_after` if given. */
export const getResponse = endpoint({
  method: 'GET',
  path: '/v1/responses/{id}',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params, query }) => {
    const after = startingAfter(query.get('starting_after'))
    const turn = await findResponse(params.id!, caller.userId)
    if (query.get('stream') === 'true') return streamFrom(turn, after)
    return { status: 200, message: 'The response.', data: toResponse(requestOf(turn), stateOf(turn)) }
  },
})

function startingAfter(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  const parsed = z.coerce.number().int().min(0).safeParse(text)
  if (parsed.success) return parsed.data
  throw wrongParameter('starting_after', 'starting_after: Must be an integer of at least 0.')
}

/** Streams the events after a sequence number, from the matching position of the job's own stream. */
async function streamFrom(turn: Turn, after = -1): Promise<Reply<unknown>> {
  const read = clientPositionOf(after)
  if (read.kind === 'end') return endedStream()
  const { job, attempt, isRevised } = turn
  const isAnswer = read.kind === 'text' && read.attempt === attempt && read.isRevised === isRevised
  // The events that close an answer have numbers beyond the end of its text.
  const lengthMax = isAnswer && hasEnded(job.status) ? wireOf(job).length : Number.POSITIVE_INFINITY
  const position =
    read.kind === 'text' ? textId(read.attempt, read.isRevised, Math.min(read.offset, lengthMax)) : undefined
  const opened = await openJobStream(
    job.jobId,
    turn.userId,
    position === undefined ? {} : { after: position },
  )
  return opened.kind === 'open' ? responseStream(opened.stream, requestOf(turn), { after }) : endedStream()
}
