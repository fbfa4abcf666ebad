import type { Reply } from '#lib/api/operation'
import type { PartialJob } from '#lib/chat/reply'
import { openChatStream } from '#lib/chat/stream'
import { env } from '#lib/env'
import { modelForKey } from '#lib/models/allowed'
import { toCompletion } from '#lib/openai-api/chat/object'
import { type ChatBody, chatBody, checkChat } from '#lib/openai-api/chat/request'
import { chunkStream } from '#lib/openai-api/chat/stream'
import { toTurn } from '#lib/openai-api/chat/turn'
import { openPrior, runCall, runRepeatedCall, type TurnCall, waitForAnswer } from '#lib/openai-api/run-call'
import { type Call, endpoint } from '#lib/openai-api/serve'
import { takeSlot } from '#lib/queue/slots'

/** `POST /v1/chat/completions` */
export const createChatCompletion = endpoint({
  method: 'POST',
  path: '/v1/chat/completions',
  access: ['chat'],
  limit: 'chat',
  isOfUser: true,
  countsItself: true,
  check: checkChat,
  body: chatBody,
  run: (call) => runCall(call, turnOf(call), (turnCall) => answer(call, turnCall)),
  repeated: (call) => runRepeatedCall(call, turnOf(call), (turnCall) => answer(call, turnCall)),
})

type ChatCall = Call<ChatBody>

const turnOf = ({ body, userId, headers }: ChatCall) => toTurn(body, userId, headers)

const answer = (call: ChatCall, turnCall: TurnCall): Promise<Reply<unknown>> =>
  turnCall.input.stream ? stream(call, turnCall) : waitForAnswer(call, turnCall, completed)

const completed = (job: PartialJob): Reply<unknown> => ({
  status: 200,
  message: 'The model has answered.',
  data: toCompletion(job),
})

async function stream({ body }: ChatCall, { input, newJob, repeatable }: TurnCall): Promise<Reply<unknown>> {
  const options = {
    model: input.model ?? modelForKey(newJob.models) ?? env().OPENAI_MODEL,
    includeUsage: body.stream_options?.include_usage === true,
    repeatable,
  }
  const opened = await openChatStream(takeSlot(), newJob, input)
  if (opened.kind === 'new') return chunkStream(opened.stream, options)
  const prior = await openPrior(opened.prior, input)
  return { ...chunkStream(prior, options), isRepeat: true }
}
