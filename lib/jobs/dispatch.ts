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
  nextId: string | null
  deliveryIds: string[]
}): Promise<void> {
  const { row, nextId, deliveryIds } = ended
  await dispatch([
    ...(nextId === null ? [] : [toMessage({ ...row, id: nextId })]),
    ...deliveryIds.map(deliveryMessage),
  ])
}
