import type { Reply } from '#lib/api/operation'
import { acceptAndRun } from '#lib/chat/accept-and-run'
import { attach, dispatchAccepted, storedOrThrow } from '#lib/chat/converse'
import { hashesOf } from '#lib/chat/hash'
import type { TurnInput } from '#lib/chat/schema'
import { type AcceptedJob, acceptMessage, type NewJob, type Prior } from '#lib/chat/store'
import { StreamCursor } from '#lib/jobs/stream/cursor'
import { type JobStream, jobStream, streamReply } from '#lib/jobs/stream/events'
import { Follower } from '#lib/jobs/stream/follower'
import { parsePosition } from '#lib/jobs/stream/position'
import { errorFields, log } from '#lib/log'
import type { Slot } from '#lib/queue/slots'

type ChatStream =
  | { kind: 'new'; accepted: AcceptedJob; stream: JobStream }
  /** The job of an earlier, equal request. */
  | { kind: 'prior'; prior: Prior }

/** Accepts a message and replies with the events of its job. It never throws after the message is stored. */
export async function converseAsStream(
  slot: Slot | undefined,
  newJob: NewJob,
  input: TurnInput,
): Promise<Reply<unknown>> {
  const opened = await openChatStream(slot, newJob, input)
  return opened.kind === 'new'
    ? streamReply(opened.stream)
    : attach(opened.prior, input, hashesOf(input), Date.now())
}

/**
 * Accepts a message and opens the events of its job. It never throws after the message is stored. With a free slot the
 * job runs in this process, and the reader needs no KV.
 */
export async function openChatStream(
  slot: Slot | undefined,
  newJob: NewJob,
  input: TurnInput,
): Promise<ChatStream> {
  const hashes = hashesOf(input)
  const follower = new Follower(newJob.id, input.userId)
  try {
    const accepting = slot
      ? acceptAndRun(slot, newJob, input, hashes)
      : acceptMessage(newJob, input, hashes).then((reply) => ({ reply, attempt: undefined }))
    // Subscribe before the job is sent, so that nothing is missed.
    const [{ reply, attempt }] = await Promise.all([accepting, slot ? undefined : follower.subscribe()])
    const stored = storedOrThrow(reply, input)
    if (stored.kind !== 'new') {
      follower.close()
      return { kind: 'prior', prior: stored }
    }
    // Read the database when the attempt ends before the job does, and once when another message comes first.
    void attempt?.then(() => follower.invalidate())
    if (!attempt) {
      if (slot) await follower.subscribe()
      // The message is stored, so it must not be answered with an error.
      await dispatchAccepted(stored, input).catch((error) =>
        log('warn', 'stream.not_sent', { jobId: newJob.id, ...errorFields(error) }),
      )
      if (stored.blocked) follower.invalidate()
    }
    const { job_id: jobId, conversation_id: conversationId } = stored
    const status = attempt ? 'running' : 'queued'
    const cursor = new StreamCursor(follower, parsePosition(undefined), { jobId, conversationId, status })
    return { kind: 'new', accepted: stored, stream: jobStream(follower, cursor) }
  } catch (error) {
    follower.close()
    throw error
  }
}
