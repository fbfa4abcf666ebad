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
import { openPrior, runCall, runRepeatedCall, type TurnCall, waitForAnswer } from '#lib/openai-api/run-call'
import { type Call, endpoint } from '#lib/openai-api/serve'
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
  run: async (call) => runCall(call, await turnOf(call), (turnCall) => answer(call, turnCall)),
  repeated: async (call) => runRepeatedCall(call, await turnOf(call), (turnCall) => answer(call, turnCall)),
})

type ResponseCall = Call<CreateResponse>

const turnOf = ({ body, userId }: ResponseCall): Promise<TurnInput> => toTurn(body, userId)

/** A request that waits gets the complete response, or an error without one. */
async function answer(call: ResponseCall, turnCall: TurnCall): Promise<Reply<unknown>> {
  const { input, newJob, repeatable } = turnCall
  if (input.stream) return stream(turnCall)
  if (!call.body.background) return waitForAnswer(call, turnCall, present)
  const reply = await runTurn(newJob, input, Date.now(), present)
  await repeatable.end('answered')
  return reply
}

/** Returns the current response of a job. */
async function present({ jobId }: { jobId: string }): Promise<Reply<unknown>> {
  const turn = await findTurn(jobId, null)
  if (!turn) throw noResponse(toOpenaiId('resp_', jobId))
  return { status: 200, message: 'The response.', data: toResponse(requestOf(turn), stateOf(turn)) }
}

async function stream(turnCall: TurnCall): Promise<Reply<unknown>> {
  const { input, newJob, repeatable } = turnCall
  const opened = await openChatStream(takeSlot(), newJob, input)
  if (opened.kind === 'new') return responseStream(opened.stream, newRequest(turnCall), { repeatable })
  const { job_id: jobId } = opened.prior
  const [turn, prior] = await Promise.all([findTurn(jobId, null), openPrior(opened.prior, input)])
  if (!turn) throw noResponse(toOpenaiId('resp_', jobId))
  return { ...responseStream(prior, requestOf(turn), { repeatable }), isRepeat: true }
}

/** The request part of a response whose job is new. */
function newRequest({ input, newJob }: TurnCall): ResponseRequest {
  const { systemPrompt, temperature, maxTokens, request, response, metadata = {} } = input
  return {
    jobId: newJob.id,
    model: input.model ?? modelForKey(newJob.models) ?? env().OPENAI_MODEL,
    params: { systemPrompt, temperature, maxTokens, request, response },
    metadata: toTexts(metadata),
  }
}
