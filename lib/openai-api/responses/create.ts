import { ApiError } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import { hashesOf } from '#lib/chat/hash'
import { type Shown, toReply } from '#lib/chat/reply'
import type { TurnInput } from '#lib/chat/schema'
import type { NewJob, Prior } from '#lib/chat/store'
import { openChatStream } from '#lib/chat/stream'
import { newJobOf, takeTurn } from '#lib/chat/turn'
import { isVercel } from '#lib/env-choices'
import { hasEnded } from '#lib/jobs/schema'
import { openJobStream } from '#lib/jobs/stream/open'
import { findTurn } from '#lib/jobs/turn'
import { modelForKey } from '#lib/models/allowed'
import { toOpenaiId } from '#lib/openai-api/ids'
import { noResponse, requestOf, stateOf, toTexts } from '#lib/openai-api/responses/find'
import { toResponse } from '#lib/openai-api/responses/object'
import { checkSupported, createResponseBody } from '#lib/openai-api/responses/request'
import { endedStream, responseStream } from '#lib/openai-api/responses/stream'
import { toTurn } from '#lib/openai-api/responses/turn'
import { endpoint } from '#lib/openai-api/serve'
import { takeSlot } from '#lib/queue/slots'
import { tunables } from '#lib/tunables'

/** `POST /v1/responses` */
export const createResponse = endpoint({
  method: 'POST',
  path: '/v1/responses',
  access: ['chat'],
  limit: 'chat',
  isOfUser: true,
  countsItself: true,
  check: checkSupported,
  body: createResponseBody,
  run: async ({ caller, userId, body, headers }) => {
    const key = headers.get('idempotency-key')
    const input: TurnInput = { ...(await toTurn(body, userId)), ...(key && { idempotencyKey: key }) }
    const newJob = newJobOf(caller, input)
    if (body.stream) return streamTurn(newJob, input)
    const isBackground = body.background === true
    const holdMs = isVercel(process.env) ? tunables.openaiWaitMsVercel : tunables.openaiWaitMs
    const deadlineMs = Date.now() + (isBackground ? 0 : holdMs)
    return takeTurn(newJob, input, deadlineMs, (job) => present(job, isBackground))
  },
})

/** The response of a job. One that a request waits for is never empty: without an answer it is an error. */
async function present(job: Shown, isBackground: boolean): Promise<Reply<unknown>> {
  const id = toOpenaiId('resp_', job.jobId)
  if (!isBackground && job.status !== 'completed') return hasEnded(job.status) ? toReply(job) : notInTime(id)
  const turn = await findTurn(job.jobId, null)
  if (!turn) throw noResponse(id)
  return { status: 200, message: 'The response.', data: toResponse(requestOf(turn), stateOf(turn)) }
}

/** The platform ends requests that take too long. The job goes on, and the same request again attaches to it. */
function notInTime(id: string): Reply<unknown> {
  const message = `The answer takes longer than a request can be held open. GET /v1/responses/${id} gives it later.`
  const error = { message, type: 'server_error', param: null, code: 'timeout' }
  return { status: 504, message, data: { error }, headers: { 'x-should-retry': 'true' } }
}

async function streamTurn(newJob: NewJob, input: TurnInput): Promise<Reply<unknown>> {
  const opened = await openChatStream(takeSlot(), newJob, input)
  if (opened.kind === 'prior') return streamPrior(opened.prior, input)
  const { systemPrompt, temperature, maxTokens, request, response, metadata = {} } = input
  return responseStream(opened.stream, {
    jobId: newJob.id,
    model: input.model ?? modelForKey(newJob.models) ?? '',
    params: { systemPrompt, temperature, maxTokens, request, response },
    metadata: toTexts(metadata),
  })
}

/** The events of the job that the same request has made before. */
async function streamPrior({ kind, job_id: jobId, request_hash }: Prior, input: TurnInput) {
  if (kind === 'replayed' && request_hash !== hashesOf(input).request)
    throw new ApiError('idempotency_key_reused', 'This idempotency key was used for another request before.')
  const [turn, opened] = await Promise.all([findTurn(jobId, null), openJobStream(jobId, input.userId)])
  if (!turn) throw noResponse(toOpenaiId('resp_', jobId))
  const reply = opened.kind === 'open' ? responseStream(opened.stream, requestOf(turn)) : endedStream()
  return { ...reply, isRepeat: true }
}
