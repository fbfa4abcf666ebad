import { ApiError } from '#lib/api/errors'
import { operation, type Reply } from '#lib/api/operation'
import { sendMessageExamples } from '#lib/chat/examples'
import { acceptedChat, answeredChat, type SendMessage, sendMessageBody } from '#lib/chat/schema'
import { type Accepted, acceptMessage, findAccepted } from '#lib/chat/store'
import { DatabaseUnavailable } from '#lib/db'
import { newId } from '#lib/ids'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { cancel } from '#lib/jobs/end'
import { listen, untilEnded } from '#lib/jobs/events'
import { readJob } from '#lib/jobs/operations'
import { hasEnded, type JobView } from '#lib/jobs/schema'
import { clampWaitMs, preferredWait } from '#lib/jobs/wait'
import type { Subscription } from '#lib/kv'
import { checkCallbackUrl } from '#lib/webhooks/callback'

/** `POST /api/chat` */
export const sendMessage = operation({
  id: 'sendMessage',
  method: 'POST',
  path: '/api/chat',
  summary:
    "Sends the user's message to the model and returns its answer. When the answer takes longer than the wait, returns status 202 with a jobId: then call getJob with it until the job has ended. Never send the same message again instead.",
  consequential: false,
  auth: 'key',
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
  run: async (input) => {
    if (input.callbackUrl) checkCallbackUrl(input.callbackUrl)
    const waitMs = clampWaitMs(input.wait)
    const end = Date.now() + waitMs
    const jobId = newId('job')
    // Subscribed before the job exists, so that its end cannot be missed.
    const subscription = waitMs > 0 ? listen(jobId) : undefined
    try {
      return await converse(jobId, input, end, subscription)
    } finally {
      subscription?.close()
    }
  },
  repeated: async (input) => {
    const requestHash = await hashOf(input)
    const prior = await findAccepted(input, requestHash)
    if (prior?.kind !== 'replayed' && prior?.kind !== 'repeated') return undefined
    return attach(prior, requestHash, Date.now() + clampWaitMs(input.wait))
  },
})

async function converse(
  newJobId: string,
  input: SendMessage,
  end: number,
  subscription: Subscription | undefined,
): Promise<Reply<unknown>> {
  const requestHash = await hashOf(input)
  const [accepted] = await Promise.all([acceptMessage(newJobId, input, requestHash), subscription?.ready])
  if (!accepted)
    throw new ApiError('not_found', `There is no conversation ${input.conversationId} of this user.`)
  const { kind, job_id: jobId, conversation_id: conversationId } = accepted
  if (kind === 'busy')
    throw new ApiError('conversation_busy', 'Another message of this conversation is being answered.', {
      data: { jobId, conversationId },
    })
  if (kind === 'broke') throw overBudget(accepted.budget!)
  if (kind !== 'new') return attach(accepted, requestHash, end)

  // A blocked job is sent by whoever ends the one before it.
  if (!accepted.blocked) await dispatchJobs([{ id: jobId, conversation_id: conversationId }])
  else if (input.ifBusy === 'interrupt')
    await cancel({ conversationId, beforeTurn: accepted.turn }, 'A later message interrupted it.')
  if (!subscription) return toReply({ jobId, conversationId, status: 'queued' })
  const waited = untilEnded(subscription, end, () => readJob(jobId)).catch((error) => {
    // The message is stored: a 503 would make the caller send it again.
    if (error instanceof DatabaseUnavailable) return { jobId, conversationId, status: 'queued' as const }
    throw error
  })
  return toReply(await waited)
}

/** Answers a repeated request with the first one's job, waiting for it if need be. It does not count as a request. */
async function attach(
  { kind, job_id: jobId, request_hash }: Accepted,
  requestHash: string,
  end: number,
): Promise<Reply<unknown>> {
  if (request_hash !== requestHash)
    throw new ApiError('idempotency_key_reused', 'This idempotency key was used for another request before.')
  const subscription = listen(jobId)
  try {
    await subscription.ready
    const job = await readJob(jobId)
    const waits = !hasEnded(job.status) && Date.now() < end
    const reply = toReply(waits ? await untilEnded(subscription, end, () => readJob(jobId)) : job, kind)
    return { ...reply, isRepeat: true, headers: { ...reply.headers, 'idempotent-replayed': 'true' } }
  } finally {
    subscription.close()
  }
}

function overBudget(budget: NonNullable<Accepted['budget']>): ApiError {
  const { period, unit, limit } = budget
  const resetsAt = new Date(budget.resetsAt).toISOString()
  const amount = unit === 'usd' ? `$${limit}` : `${limit} tokens`
  return new ApiError(
    'budget_exceeded',
    `The budget of ${amount} a ${period} is used up. It begins anew at ${resetsAt}.`,
    { data: { budget: { period, unit, limit, resetsAt } } },
  )
}

const repeatedWarning =
  'This message had just been sent to this conversation: this is its one answer. To ask again, send a new idempotencyKey.'

function toReply(
  job: Pick<JobView, 'jobId' | 'conversationId' | 'status'> & Partial<JobView>,
  kind?: Accepted['kind'],
): Reply<unknown> {
  const { jobId, conversationId, status } = job
  const said = kind === 'repeated' ? [repeatedWarning] : []
  if (status === 'completed') {
    const { messageId, response, usage, model } = job
    const warnings = [...said, ...(job.warnings ?? [])]
    const data = {
      conversationId,
      messageId,
      response,
      usage,
      model,
      jobId,
      status,
      ...(warnings.length > 0 && { warnings }),
    }
    return { status: 200, message: 'The model has answered.', data }
  }
  if (status === 'failed' || status === 'cancelled')
    throw new ApiError(
      job.error?.code === 'budget_exceeded' ? 'budget_exceeded' : `job_${status}`,
      job.error?.message ?? 'The job was cancelled.',
      {
        data: { jobId, conversationId, reason: job.error?.code ?? status },
      },
    )
  const pollUrl = `/api/jobs/${jobId}`
  return {
    status: 202,
    message: `The answer is not ready yet. Call getJob with jobId "${jobId}" and wait 20 to get it; do not send the message again.`,
    data: {
      conversationId,
      jobId,
      status,
      pollUrl,
      retryAfter: 2,
      ...(said.length > 0 && { warnings: said }),
    },
    headers: { location: pollUrl, 'retry-after': '2' },
  }
}

/** What makes two requests the same: everything but how long the caller waits. */
async function hashOf({ wait: _, idempotencyKey: __, ...request }: SendMessage): Promise<string> {
  const sorted = JSON.stringify(Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sorted))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** ChatGPT names its conversation in a header, so that a GPT need not carry an id along. */
function openaiConversation(headers: Headers): string | null {
  const id = headers.get('openai-conversation-id')
  return id && `openai:${id}`
}

const defined = (key: string, value: unknown) =>
  value === null || value === undefined ? {} : { [key]: value }
