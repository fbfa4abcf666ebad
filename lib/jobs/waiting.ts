import { z } from 'zod'
import type { JobView } from '#lib/jobs/schema'

/** The reason why an answer is not ready yet. */
export const waitReason = z
  .enum(['turn', 'worker', 'model', 'retry'])
  .describe(
    'Why the answer is not ready. turn: an earlier message is being answered (see waitsFor); worker: no worker is free yet; model: the model is working; retry: the last attempt failed and the next one is scheduled (see lastError and nextAttemptAt).',
  )
export type WaitReason = z.infer<typeof waitReason>

/** The members of an open job from which `explainWait` finds the reason. */
export type OpenJob = Pick<JobView, 'status'> &
  Partial<Pick<JobView, 'waitsFor' | 'lastError' | 'nextAttemptAt'>> & {
    /** True when an earlier message of the conversation is unfinished but not known by id. */
    isBlocked?: boolean
  }

/** The reason why an open job waits, with a sentence for people and models. */
export function explainWait(job: OpenJob): { reason: WaitReason; sentence: string } {
  const { waitsFor, lastError, nextAttemptAt } = job
  const failed = lastError ? ` The last attempt failed: ${lastError.message}` : ''
  if (job.status === 'running')
    return { reason: 'model', sentence: `The model is working on the answer.${failed}` }
  if (waitsFor || job.isBlocked) return { reason: 'turn', sentence: turnSentence(waitsFor) }
  if (!lastError) return { reason: 'worker', sentence: 'The message waits for a free worker.' }
  const when = nextAttemptAt ? `at ${nextAttemptAt}` : 'soon'
  return { reason: 'retry', sentence: `${failed.trim()} The next attempt starts ${when}.` }
}

function turnSentence(waitsFor: JobView['waitsFor']): string {
  if (!waitsFor)
    return 'The message waits for its turn: an earlier message of the same conversation comes first.'
  const { jobId, nextAttemptAt } = waitsFor
  const retried = nextAttemptAt ? `. It failed, and its next attempt starts at ${nextAttemptAt}` : ''
  return `The message waits for its turn: job ${jobId} of the same conversation comes first${retried}.`
}
