import { ApiError } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import { hashesOf } from '#lib/chat/hash'
import { type PartialJob, toReply } from '#lib/chat/reply'
import type { TurnInput } from '#lib/chat/schema'
import { findAccepted, type NewJob, type Prior } from '#lib/chat/store'
import { newJobOf, runTurn } from '#lib/chat/turn'
import { hasRequestLimit } from '#lib/env/choices'
import { hasEnded } from '#lib/jobs/schema'
import type { JobStream } from '#lib/jobs/stream/events'
import { openJobStream } from '#lib/jobs/stream/open'
import { beginCall, type RepeatableCall } from '#lib/openai-api/repeatable-call'
import type { Call } from '#lib/openai-api/serve'
import { tunables } from '#lib/tunables'

/** The turn of a call, with the new job that will answer it. */
export type TurnCall = { input: TurnInput; newJob: NewJob; repeatable: RepeatableCall }

/** Runs the work of a call. A retry can find the call from now on, unless the call is rejected. */
export async function runCall<T>(
  call: Call,
  turn: TurnInput,
  work: (turnCall: TurnCall) => Promise<T>,
): Promise<T> {
  const newJob = newJobOf(call.caller, turn, `POST ${call.path}`)
  const repeatable = await beginCall(call)
  // Another server may already have received its retry, and both would be answered.
  if (call.signal.aborted) {
    await repeatable.reject()
    throw new ApiError('conflict', 'The client disconnected before the server accepted its request.')
  }
  try {
    return await work({ input: { ...turn, idempotencyKey: repeatable.idempotencyKey }, newJob, repeatable })
  } catch (error) {
    // After any other error it is unknown if the message was stored. A retry must find the call.
    if (error instanceof ApiError && error.code !== 'database_unavailable') await repeatable.reject()
    throw error
  }
}

/** The same for a call over the rate limit. It runs only if it repeats a call that was accepted before. */
export const runRepeatedCall = <T>(
  call: Call,
  turn: TurnInput,
  work: (turnCall: TurnCall) => Promise<T>,
): Promise<T | undefined> =>
  runCall(call, turn, async (turnCall) => {
    const { input, repeatable } = turnCall
    if (await findAccepted(input, hashesOf(input))) return work(turnCall)
    await repeatable.end('failed')
    return undefined
  })

/**
 * Waits for the answer as long as the platform keeps a request open, and converts it with `present`. Throws ApiError
 * when the job ends without an answer.
 */
export async function waitForAnswer(
  { signal }: Call,
  { input, newJob, repeatable }: TurnCall,
  present: (job: PartialJob) => Reply<unknown> | Promise<Reply<unknown>>,
): Promise<Reply<unknown>> {
  let hasLeft = false
  const leave = () => {
    hasLeft = true
    void repeatable.end('left')
  }
  signal.addEventListener('abort', leave, { once: true })
  const holdMs = hasRequestLimit() ? tunables.openaiWaitMsVercel : tunables.openaiWaitMs
  try {
    return await runTurn(newJob, input, Date.now() + holdMs, async (job) => {
      if (job.status !== 'completed' && hasEnded(job.status)) return toReply(job)
      if (!hasLeft) await repeatable.end(job.status === 'completed' ? 'answered' : 'again')
      return job.status === 'completed' ? present(job) : late
    })
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

const lateMessage =
  'The answer takes longer than the server can keep a request open. The model is still writing: send the same request again to get the answer.'

/** An error, because OpenAI clients would show an empty reply as the answer. */
const late: Reply<unknown> = {
  status: 504,
  message: lateMessage,
  data: { error: { message: lateMessage, type: 'server_error', param: null, code: 'timeout' } },
  headers: { 'x-should-retry': 'true' },
}

/** Opens the events of the job that an earlier, equal request created. */
export async function openPrior(
  { kind, job_id: jobId, request_hash }: Prior,
  input: TurnInput,
): Promise<JobStream> {
  if (kind === 'replayed' && request_hash !== hashesOf(input).request)
    throw new ApiError(
      'idempotency_key_reused',
      'This idempotency key was already used for a different request.',
    )
  const opened = await openJobStream(jobId, input.userId)
  if (opened.kind === 'open') return opened.stream
  throw new Error(`The events of ${jobId} have no beginning.`)
}
