import type { Reply } from '#lib/api/operation'
import type { TurnInput } from '#lib/chat/schema'
import { openChatStream } from '#lib/chat/stream'
import { runTurn } from '#lib/chat/turn'
import { env } from '#lib/env'
import { findTurn } from '#lib/jobs/turn'
import { modelForKey } from '#lib/models/allowed'
import { toOpenaiId } from '#lib/openai-api/ids'
import { noResponse, requestOf, stateOf, toTexts } from '#lib/openai-api/responses/find'
import { type ResponseRequest, toResponse } from '#lib/openai-api/responses/object'
import { type CreateResponse, checkSupported, createResponseBody } from '#lib/openai-api/responses/request'
import { responseStream } from '#lib/openai-api/responses/stream'
import { toTurn } from '#lib/openai-api/responses/turn'
import { type Call, endpoint } from '#lib/openai-api/serve'
import { attemptRepeated, attemptTurn, openPrior, type Taken, waitForAnswer } from '#lib/openai-api/take'
import { takeSlot } from '#lib/queue/slots'

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
  run: async (call) => attemptTurn(call, await turnOf(call), (taken) => answer(call, taken)),
  repeated: async (call) => attemptRepeated(call, await turnOf(call), (taken) => answer(call, taken)),
})

type ResponseCall = Call<CreateResponse>

const turnOf = ({ body, userId }: ResponseCall): Promise<TurnInput> => toTurn(body, userId)

/** A request that waits gets the complete response, or an error without one. */
async function answer(call: ResponseCall, taken: Taken): Promise<Reply<unknown>> {
  const { input, newJob, attempted } = taken
  if (input.stream) return stream(taken)
  if (!call.body.background) return waitForAnswer(call, taken, present)
  const reply = await runTurn(newJob, input, Date.now(), present)
  await attempted.end('answered')
  return reply
}

/** Returns the current response of a job. */
async function present({ jobId }: { jobId: string }): Promise<Reply<unknown>> {
  const turn = await findTurn(jobId, null)
  if (!turn) throw noResponse(toOpenaiId('resp_', jobId))
  return { status: 200, message: 'The response.', data: toResponse(requestOf(turn), stateOf(turn)) }
}

async function stream(taken: Taken): Promise<Reply<unknown>> {
  const { input, newJob, attempted } = taken
  const opened = await openChatStream(takeSlot(), newJob, input)
  if (opened.kind === 'new') return responseStream(opened.stream, newRequest(taken), { attempted })
  const { job_id: jobId } = opened.prior
  const [turn, prior] = await Promise.all([findTurn(jobId, null), openPrior(opened.prior, input)])
  if (!turn) throw noResponse(toOpenaiId('resp_', jobId))
  return { ...responseStream(prior, requestOf(turn), { attempted }), isRepeat: true }
}

/** The request part of a response whose job is new. */
function newRequest({ input, newJob }: Taken): ResponseRequest {
  const { systemPrompt, temperature, maxTokens, request, response, metadata = {} } = input
  return {
    jobId: newJob.id,
    model: input.model ?? modelForKey(newJob.models) ?? env().OPENAI_MODEL,
    params: { systemPrompt, temperature, maxTokens, request, response },
    metadata: toTexts(metadata),
  }
}
