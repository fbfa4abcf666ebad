import { ApiError } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import { acceptAndRun } from '#lib/chat/accept-and-run'
import { type Hashes, hashesOf } from '#lib/chat/hash'
import { overBudget, type PartialJob, type Presenter, toReply, warningsOf } from '#lib/chat/reply'
import type { TurnInput } from '#lib/chat/schema'
import { type Accepted, type AcceptedJob, acceptMessage, type NewJob, type Prior } from '#lib/chat/store'
import { DatabaseUnavailable } from '#lib/db/index'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { cancel } from '#lib/jobs/end'
import { countAsWaiting, listenForEnd, listenForLocalEnd, orNullAfter, untilEnded } from '#lib/jobs/events'
import { readAndWait, readJob } from '#lib/jobs/read'
import { streamJob } from '#lib/jobs/stream/open'
import { log } from '#lib/log'
import { noteLogFields } from '#lib/log-scope'
import type { Slot } from '#lib/queue/slots'

/**
 * Accepts a message, sends its job to the queue, and waits for the answer until the deadline (as Date.now() counts).
 * `present` makes the reply from the job's state at that time.
 */
export async function converse(
  newJob: NewJob,
  input: TurnInput,
  deadlineMs: number,
  present: Presenter = toReply,
): Promise<Reply<unknown>> {
  const hashes = hashesOf(input)
  // Subscribe before the job exists, so that its end cannot be missed.
  const subscription = Date.now() < deadlineMs ? listenForEnd(newJob.id) : undefined
  try {
    const [reply] = await Promise.all([acceptMessage(newJob, input, hashes), subscription?.ready])
    const accepted = storedOrThrow(reply, input)
    if (accepted.kind !== 'new') return await attach(accepted, input, hashes, deadlineMs, present)
    return await replyWith(accepted, present, async () => {
      await dispatchAccepted(accepted, input)
      return subscription && untilEnded(subscription, deadlineMs, () => readJob(newJob.id, input.userId))
    })
  } finally {
    subscription?.close()
  }
}

/**
 * Like `converse`, with a free slot in this process. If it is the job's turn, one statement accepts and claims it, and
 * it runs in that slot. Otherwise it goes through the queue.
 */
export async function converseInSlot(
  slot: Slot,
  newJob: NewJob,
  input: TurnInput,
  deadlineMs: number,
  present: Presenter = toReply,
): Promise<Reply<unknown>> {
  const hashes = hashesOf(input)
  const subscription = listenForLocalEnd(newJob.id)
  try {
    const { reply, attempt } = await acceptAndRun(slot, newJob, input, hashes)
    const accepted = storedOrThrow(reply, input)
    if (accepted.kind !== 'new') return await attach(accepted, input, hashes, deadlineMs, present)
    const waitMs = () => deadlineMs - Date.now()
    if (attempt) {
      const ended =
        waitMs() > 0 &&
        (await countAsWaiting(() => orNullAfter(Promise.race([subscription.ended, attempt]), waitMs())))
      if (ended) return await present(ended)
      if (waitMs() <= 0) return await present({ ...pointer(accepted), status: 'running' })
    }
    // The job is blocked, or its attempt is over and another attempt follows, which may run in another process.
    return await replyWith(accepted, present, async () => {
      if (!attempt) await dispatchAccepted(accepted, input)
      return waitMs() > 0 ? readAndWait(newJob.id, input.userId, deadlineMs) : undefined
    })
  } finally {
    subscription.close()
  }
}

type Stored = Extract<Accepted, { kind: 'new' }> | Prior

/** The stored job of a request; adds its id to the request's log lines. Throws ApiError when nothing was stored. */
export function storedOrThrow(accepted: Accepted | undefined, input: TurnInput): Stored {
  if (!accepted)
    throw new ApiError('not_found', `There is no conversation ${input.conversationId} of this user.`)
  if (accepted.kind === 'over_budget') throw overBudget(accepted.budget)
  if (accepted.kind === 'busy')
    throw new ApiError('conversation_busy', 'Another message of this conversation is being answered.', {
      data: pointer(accepted),
    })
  noteLogFields({ jobId: accepted.job_id })
  log('info', 'job.accepted', { kind: accepted.kind, conversationId: accepted.conversation_id })
  return accepted
}

const pointer = ({ job_id: jobId, conversation_id: conversationId }: AcceptedJob) => ({
  jobId,
  conversationId,
})

/** The reply with the job from `work`, or else as accepted: a stored message never gets status 503. */
async function replyWith(
  accepted: AcceptedJob,
  present: Presenter,
  work: () => Promise<PartialJob | undefined>,
): Promise<Reply<unknown>> {
  const job = await work().catch((error) => {
    // With a 503, the caller would send the stored message again.
    if (error instanceof DatabaseUnavailable) return undefined
    throw error
  })
  return present(job ?? { ...pointer(accepted), status: 'queued', isBlocked: accepted.blocked })
}

/** Sends a job that is not blocked. The end of the job before it sends a blocked one; `interrupt` cancels that job. */
export async function dispatchAccepted(accepted: AcceptedJob, { ifBusy }: TurnInput): Promise<void> {
  const { job_id: id, conversation_id, turn, blocked } = accepted
  if (!blocked) return dispatchJobs([{ id, conversation_id }])
  if (ifBusy !== 'interrupt') return
  await cancel({ conversationId: conversation_id, beforeTurn: turn }, 'A later message interrupted it.')
}

/** Answers a repeated request with the job of the first one, and waits for it. The repeat does not count as a request. */
export async function attach(
  prior: Prior,
  input: TurnInput,
  hashes: Hashes,
  deadlineMs: number,
  present: Presenter = toReply,
): Promise<Reply<unknown>> {
  const { kind, job_id: jobId, request_hash } = prior
  if (kind === 'replayed' && request_hash !== hashes.request)
    throw new ApiError(
      'idempotency_key_reused',
      'This idempotency key was already used for a different request.',
    )
  const headers = { 'idempotent-replayed': 'true' }
  try {
    // The first request may have been aborted before it interrupted.
    const ifQueued = () => dispatchAccepted(prior, input)
    const reply = input.stream
      ? await streamJob(jobId, input.userId, { ifQueued, warnings: warningsOf(kind) })
      : await present(await readAndWait(jobId, input.userId, deadlineMs, ifQueued), kind)
    return { ...reply, isRepeat: true, headers: { ...reply.headers, ...headers } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const extras = { ...error.extras, isRepeat: true, headers: { ...error.extras.headers, ...headers } }
    throw new ApiError(error.code, error.message, extras)
  }
}
