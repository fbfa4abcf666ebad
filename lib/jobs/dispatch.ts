import { dispatch } from '#lib/queue/dispatch'

/** Sends jobs to the workers. */
export async function dispatchJobs(jobs: { id: string; conversation_id: number }[]): Promise<void> {
  await dispatch(
    jobs.map(({ id: jobId, conversation_id: conversationId }) => ({
      worker: 'completion',
      payload: { jobId, conversationId },
    })),
  )
}
