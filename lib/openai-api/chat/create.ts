import { ApiError } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import { hashesOf } from '#lib/chat/hash'
import { type Shown, toReply } from '#lib/chat/reply'
import type { TurnInput } from '#lib/chat/schema'
import { findAccepted, type NewJob, type Prior } from '#lib/chat/store'
import { openChatStream } from '#lib/chat/stream'
import { newJobOf, takeTurn } from '#lib/chat/turn'
import { env } from '#lib/env'
import { isVercel } from '#lib/env-choices'
import { hasEnded } from '#lib/jobs/schema'
import { openJobStream } from '#lib/jobs/stream/open'
import { modelForKey } from '#lib/models/allowed'
import { type Attempted, beginCall } from '#lib/openai-api/attempts'
import { toCompletion } from '#lib/openai-api/chat/object'
import { type ChatBody, chatBody, checkChat } from '#lib/openai-api/chat/request'
import { chunkStream } from '#lib/openai-api/chat/stream'
import { toTurn } from '#lib/openai-api/chat/turn'
import { type Call, endpoint } from '#lib/openai-api/serve'
import { takeSlot } from '#lib/queue/slots'
import { tunables } from '#lib/tunables'

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
  run: (call) => attempt(call, (input, newJob, attempted) => answer(call, input, newJob, attempted)),
  repeated: (call) =>
    attempt(call, async (input, newJob, attempted) => {
      if (await findAccepted(input, hashesOf(input))) return answer(call, input, newJob, attempted)
      await attempted.end('refused')
      return undefined
    }),
})

type ChatCall = Call<ChatBody>

/** Does the work of a call for which a retry can look, unless it ended with an error. */
async function attempt<T>(
  call: ChatCall,
  work: (input: TurnInput, newJob: NewJob, attempted: Attempted) => Promise<T>,
): Promise<T> {
  const turn = toTurn(call.body, call.userId, call.headers)
  const newJob = newJobOf(call.caller, turn)
  const attempted = await beginCall(call)
  try {
    return await work({ ...turn, idempotencyKey: attempted.idempotencyKey }, newJob, attempted)
  } catch (error) {
    // Of another error nobody knows whether the message was stored: a retry then finds out.
    if (error instanceof ApiError && error.code !== 'database_unavailable') await attempted.end('refused')
    throw error
  }
}

function answer(
  call: ChatCall,
  input: TurnInput,
  newJob: NewJob,
  attempted: Attempted,
): Promise<Reply<unknown>> {
  return input.stream ? stream(call, input, newJob, attempted) : wait(call, input, newJob, attempted)
}

async function wait(
  { signal }: ChatCall,
  input: TurnInput,
  newJob: NewJob,
  attempted: Attempted,
): Promise<Reply<unknown>> {
  let hasLeft = false
  const leave = () => {
    hasLeft = true
    void attempted.end('left')
  }
  signal.addEventListener('abort', leave, { once: true })
  const holdMs = isVercel(process.env) ? tunables.openaiWaitMsVercel : tunables.openaiWaitMs
  try {
    return await takeTurn(newJob, input, Date.now() + holdMs, async (job) => {
      if (job.status !== 'completed' && hasEnded(job.status)) return toReply(job)
      if (!hasLeft) await attempted.end(job.status === 'completed' ? 'answered' : 'again')
      return job.status === 'completed' ? completed(job) : late
    })
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

const completed = (job: Shown): Reply<unknown> => ({
  status: 200,
  message: 'The model has answered.',
  data: toCompletion(job),
})

const lateMessage =
  'The answer takes longer than a request can be held open. It is still being written: send the same request again to get it.'

/** Never an empty answer: the clients of OpenAI would show it as one. */
const late: Reply<unknown> = {
  status: 504,
  message: lateMessage,
  data: { error: { message: lateMessage, type: 'server_error', param: null, code: 'timeout' } },
  headers: { 'x-should-retry': 'true' },
}

async function stream(
  { body }: ChatCall,
  input: TurnInput,
  newJob: NewJob,
  attempted: Attempted,
): Promise<Reply<unknown>> {
  const options = {
    model: input.model ?? modelForKey(newJob.models) ?? env().OPENAI_MODEL,
    includeUsage: body.stream_options?.include_usage === true,
    attempted,
  }
  const opened = await openChatStream(takeSlot(), newJob, input)
  if (opened.kind === 'new') return chunkStream(opened.stream, options)
  const prior = await openPrior(opened.prior, input)
  return { ...chunkStream(prior, options), isRepeat: true }
}

/** The events of the job that the same request has made before. */
async function openPrior({ kind, job_id: jobId, request_hash }: Prior, input: TurnInput) {
  if (kind === 'replayed' && request_hash !== hashesOf(input).request)
    throw new ApiError('idempotency_key_reused', 'This idempotency key was used for another request before.')
  const opened = await openJobStream(jobId, input.userId)
  if (opened.kind === 'open') return opened.stream
  throw new Error(`The events of ${jobId} have no beginning.`)
}
