import { releaseNext } from '#lib/jobs/store'
import { dispatch } from '#lib/queue/dispatch'
import { completionMessage, deliveryMessage } from '#lib/queue/types'

type Pointer = { id: string; conversation_id: number }

const toMessage = (job: Pointer) => completionMessage(job.id, job.conversation_id)

/** Sends jobs to the workers. */
export async function dispatchJobs(jobs: Pointer[]): Promise<void> {
  await dispatch(jobs.map(toMessage))
}

/** Whoever ends a job sends what its end has made due: the next job of its conversation, and its webhook. */
export async function dispatchFollowing(ended: {
  row: { conversation_id: number }
  openJobs: number
  deliveryIds: string[]
}): Promise<void> {
  const { row, openJobs, deliveryIds } = ended
  const next = openJobs > 0 ? await releaseNext(row.conversation_id) : undefined
  await dispatch([...(next ? [toMessage({ ...row, id: next })] : []), ...deliveryIds.map(deliveryMessage)])
}
