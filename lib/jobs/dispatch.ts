import { dispatch } from '#lib/queue/dispatch'
import { completionMessage, deliveryMessage } from '#lib/queue/types'

type Pointer = { id: string; conversation_id: number }

const toMessage = (job: Pointer) => completionMessage(job.id, job.conversation_id)

/** Sends jobs to the queue. */
export async function dispatchJobs(jobs: Pointer[]): Promise<void> {
  await dispatch(jobs.map(toMessage))
}

/** After a job has ended: sends the next job of its conversation and its webhook deliveries to the queue. */
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
