import type { Hashes } from '#lib/chat/hash'
import type { TurnInput } from '#lib/chat/schema'
import { type Accepted, acceptMessage, type NewJob } from '#lib/chat/store'
import { DatabaseUnavailable } from '#lib/db/index'
import { processId } from '#lib/process-id'
import type { Slot } from '#lib/queue/slots'

/**
 * Accepts a message and, if it is its job's turn, runs the job in this slot. Otherwise it releases the slot. `attempt`
 * resolves when the attempt is over, whatever its outcome.
 */
export async function acceptAndRun(
  slot: Slot,
  newJob: NewJob,
  input: TurnInput,
  hashes: Hashes,
): Promise<{ reply: Accepted | undefined; attempt?: Promise<null> }> {
  const reply = await acceptMessage(newJob, input, hashes, processId).catch((error) => {
    slot.release()
    if (error instanceof DatabaseUnavailable)
      void attempts().then(({ releaseLost }) => releaseLost(newJob.id))
    throw error
  })
  const claim = reply?.kind === 'new' ? reply.claim : null
  if (!claim) {
    slot.release()
    return { reply }
  }
  const { promise: attempt, resolve } = Promise.withResolvers<null>()
  slot.run(() =>
    attempts()
      .then(({ runClaim }) => runClaim(claim))
      .finally(() => resolve(null)),
  )
  return { reply, attempt }
}

let loaded: Promise<typeof import('#lib/jobs/attempt/run')> | undefined

/** Edge has no slots, and its bundles must not contain the code of attempts. */
function attempts() {
  if (process.env.NEXT_RUNTIME !== 'edge') loaded ??= import('#lib/jobs/attempt/run')
  return loaded!
}
