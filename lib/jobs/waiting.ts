import { z } from 'zod'
import type { JobView } from '#lib/jobs/schema'

/** What an answer that is not ready yet waits for. */
export const waitReason = z
  .enum(['turn', 'worker', 'model', 'retry'])
  .describe(
    'What the answer waits for: its turn in the conversation (see waitsFor), a free worker, the model, or the next attempt after a failed one (see lastError and nextAttemptAt).',
  )
export type WaitReason = z.infer<typeof waitReason>

/** The members of an open job that tell what it waits for. */
export type OpenJob = Pick<JobView, 'status'> &
  Partial<Pick<JobView, 'waitsFor' | 'lastError' | 'nextAttemptAt'>> & {
    /** Another message of the conversation comes first, whichever that is. */
    isBlocked?: boolean
  }

/** What an open job waits for, with a sentence for people and models. */
export function explainWait(job: OpenJob): { reason: WaitReason; sentence: string } {
  const { waitsFor, lastError, nextAttemptAt } = job
  const failed = lastError ? ` The last attempt failed: ${lastError.message}` : ''
  if (job.status === 'running')
    return { reason: 'model', sentence: `The model is at work on the answer.${failed}` }
  if (waitsFor || job.isBlocked) return { reason: 'turn', sentence: turnSentence(waitsFor) }
  if (!lastError) return { reason: 'worker', sentence: 'The message waits for a free worker.' }
  const when = nextAttemptAt ? `at ${nextAttemptAt}` : 'soon'
  return { reason: 'retry', sentence: `${failed.trim()} It is tried again ${when}.` }
}

function turnSentence(waitsFor: JobView['waitsFor']): string {
  if (!waitsFor) return 'The message waits for its turn: an earlier one of the conversation comes first.'
  const { jobId, nextAttemptAt } = waitsFor
  const retried = nextAttemptAt ? `, which has failed and is tried again at ${nextAttemptAt}` : ''
  return `The message waits for its turn: job ${jobId} of the same conversation comes first${retried}.`
}
