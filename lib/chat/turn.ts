import type { Reply } from '#lib/api/operation'
import type { Caller } from '#lib/auth/caller'
import { converse, converseInSlot } from '#lib/chat/converse'
import { checkModel } from '#lib/chat/model'
import { type Presenter, toReply } from '#lib/chat/reply'
import type { TurnInput } from '#lib/chat/schema'
import type { NewJob } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { isBurst, noteUnawaited } from '#lib/queue/burst'
import { takeSlot } from '#lib/queue/slots'

/** The new job for a caller's message. Throws `model_not_allowed` when the caller may not use the model. */
export function newJobOf({ keyId, models }: Caller, input: TurnInput, endpoint?: string): NewJob {
  checkModel(input.model, models)
  return { id: newId('job'), keyId, models, endpoint }
}

/**
 * Accepts a message and waits for its answer until the deadline. The job runs in this process if it has a free slot. In
 * a burst of messages without a waiting request, messages are only stored.
 */
export function runTurn(
  newJob: NewJob,
  input: TurnInput,
  deadlineMs: number,
  present: Presenter = toReply,
): Promise<Reply<unknown>> {
  const isAwaited = Date.now() < deadlineMs
  if (!isAwaited) noteUnawaited()
  const slot = isAwaited || !isBurst() ? takeSlot() : undefined
  return slot
    ? converseInSlot(slot, newJob, input, deadlineMs, present)
    : converse(newJob, input, deadlineMs, present)
}
