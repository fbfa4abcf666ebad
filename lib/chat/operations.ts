import { ApiError } from '#lib/api/errors'
import { operation, type Reply } from '#lib/api/operation'
import { sendMessageExamples } from '#lib/chat/examples'
import { type Hashes, hashesOf } from '#lib/chat/hash'
import { overBudget, toReply } from '#lib/chat/reply'
import { acceptedChat, answeredChat, type SendMessage, sendMessageBody } from '#lib/chat/schema'
import { type Accepted, acceptMessage, findAccepted, type NewJob } from '#lib/chat/store'
import { DatabaseUnavailable } from '#lib/db/index'
import { newId } from '#lib/ids'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { cancel } from '#lib/jobs/end'
import { listen, untilEnded } from '#lib/jobs/events'
import { readAndWait, readJob } from '#lib/jobs/read'
import { clampWaitMs, preferredWait } from '#lib/jobs/wait'
import type { Subscription } from '#lib/kv/index'
import { checkCallbackUrl } from '#lib/webhooks/callback'

/** `POST /api/chat` */
export const sendMessage = operation({
  id: 'sendMessage',
  method: 'POST',
  path: '/api/chat',
  summary:
    "Sends the user's message to the model and returns its answer. When the answer takes longer than the wait, returns status 202 with a jobId: then call getJob with it until the job has ended. Never send the same message again instead.",
  consequential: false,
  access: ['chat'],
  limit: 'chat',
  countsItself: true,
  body: sendMessageBody,
  fromHeaders: (headers) => ({
    ...defined('wait', preferredWait(headers)),
    ...defined('idempotencyKey', headers.get('idempotency-key')),
    ...defined('sessionId', openaiConversation(headers)),
  }),
  requestHeaders: {
    Prefer: '`wait=N` for the seconds to wait, or `respond-async` for a job at once; the field `wait` wins.',
    'Idempotency-Key': 'The same as the field `idempotencyKey`, which wins.',
    'openai-conversation-id': 'Sent by ChatGPT: names the conversation when the fields do not.',
  },
  responses: { 200: answeredChat, 202: acceptedChat },
  responseHeaders: { 200: ['idempotent-replayed'], 202: ['location', 'retry-after', 'idempotent-replayed'] },
  errors: [
    'budget_exceeded',
    'not_found',
    'conversation_busy',
    'job_cancelled',
    'idempotency_key_reused',
    'job_failed',
  ],
  examples: sendMessageExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: { without: ['sessionId', 'idempotencyKey', 'callbackUrl', 'metadata'] },
  run: async (input, { keyId }) => {
    if (input.callbackUrl) checkCallbackUrl(input.callbackUrl)
    const waitMs = clampWaitMs(input.wait)
    const end = Date.now() + waitMs
    const jobId = newId('job')
    // Subscribed before the job exists, so that its end cannot be missed.
    const subscription = waitMs > 0 ? listen(jobId) : undefined
    try {
      return await converse({ id: jobId, keyId }, input, end, subscription)
    } finally {
      subscription?.close()
    }
  },
  repeated: async (input) => {
    const hashes = hashesOf(input)
    const prior = await findAccepted(input, hashes)
    if (prior?.kind !== 'replayed' && prior?.kind !== 'repeated') return undefined
    return attach(prior, input, hashes, Date.now() + clampWaitMs(input.wait))
  },
  resume: async (jobId, input) =>
    toReply(await readAndWait(jobId, input.userId, Date.now() + clampWaitMs(input.wait))),
})

async function converse(
  newJob: NewJob,
  input: SendMessage,
  end: number,
  subscription: Subscription | undefined,
): Promise<Reply<unknown>> {
  const hashes = hashesOf(input)
  const [accepted] = await Promise.all([acceptMessage(newJob, input, hashes), subscription?.ready])
  if (!accepted)
    throw new ApiError('not_found', `There is no conversation ${input.conversationId} of this user.`)
  const { kind, job_id: jobId, conversation_id: conversationId } = accepted
  if (kind === 'busy')
    throw new ApiError('conversation_busy', 'Another message of this conversation is being answered.', {
      data: { jobId, conversationId },
    })
  if (kind === 'broke') throw overBudget(accepted.budget!)
  if (kind !== 'new') return attach(accepted, input, hashes, end)

  // From here on the message is stored: a 503 would make the caller send it again.
  const acceptedJob = { jobId, conversationId, status: 'queued' as const }
  const work = async () => {
    await send(accepted, input)
    return subscription ? untilEnded(subscription, end, () => readJob(jobId, input.userId)) : acceptedJob
  }
  const job = await work().catch((error) => {
    if (error instanceof DatabaseUnavailable) return acceptedJob
    throw error
  })
  return toReply(job)
}

/** A blocked job is sent by whoever ends the one before it, unless it is to end that itself. */
async function send(accepted: Accepted, { ifBusy }: SendMessage): Promise<void> {
  const { job_id: id, conversation_id, turn, blocked } = accepted
  if (!blocked) return dispatchJobs([{ id, conversation_id }])
  if (ifBusy !== 'interrupt') return
  await cancel({ conversationId: conversation_id, beforeTurn: turn }, 'A later message interrupted it.')
}

/** Answers a repeated request with the first one's job, waiting for it if need be. It does not count as a request. */
async function attach(
  accepted: Accepted,
  input: SendMessage,
  hashes: Hashes,
  end: number,
): Promise<Reply<unknown>> {
  const { kind, job_id: jobId, request_hash } = accepted
  if (kind === 'replayed' && request_hash !== hashes.request)
    throw new ApiError('idempotency_key_reused', 'This idempotency key was used for another request before.')
  const headers = { 'idempotent-replayed': 'true' }
  try {
    // The first request may have been cut off before it could interrupt.
    const reply = toReply(await readAndWait(jobId, input.userId, end, () => send(accepted, input)), kind)
    return { ...reply, isRepeat: true, headers: { ...reply.headers, ...headers } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const extras = { ...error.extras, isRepeat: true, headers: { ...error.extras.headers, ...headers } }
    throw new ApiError(error.code, error.message, extras)
  }
}

/** ChatGPT names its conversation in a header, so that a GPT need not carry an id along. */
function openaiConversation(headers: Headers): string | null {
  const id = headers.get('openai-conversation-id')
  return id && `openai:${id}`
}

const defined = (key: string, value: unknown) =>
  value === null || value === undefined ? {} : { [key]: value }
