import type { Reply } from '#lib/api/operation'
import { readRow } from '#lib/jobs/read'
import { hasEnded } from '#lib/jobs/schema'
import { markStreamed } from '#lib/jobs/store'
import { StreamCursor } from '#lib/jobs/stream/cursor'
import { type JobStream, jobStream, streamReply } from '#lib/jobs/stream/events'
import { Follower } from '#lib/jobs/stream/follower'
import { parsePosition } from '#lib/jobs/stream/position'

type Options = {
  /** The id of the last event that the reader received. */
  after?: string
  warnings?: string[]
  /** Called first if the job is queued. */
  ifQueued?: () => Promise<void>
}

/** Either the reader already has the last event, or a stream of the events to come. */
export type OpenedStream = { kind: 'end' } | { kind: 'open'; stream: JobStream }

/** Opens a job's events from a position on. Throws `not_found`, also for another user's job unless `userId` is null. */
export async function openJobStream(
  jobId: string,
  userId: string | null,
  { after, warnings, ifQueued }: Options = {},
): Promise<OpenedStream> {
  const position = parsePosition(after)
  const row = await readRow(jobId, userId)
  if (position.kind === 'end') return { kind: 'end' }
  const { status, conversation_id: conversationId } = row
  const accepted =
    after === undefined ? { jobId, conversationId, status, ...(warnings && { warnings }) } : undefined
  const follower = new Follower(jobId, userId)
  const cursor = new StreamCursor(follower, position, accepted)
  try {
    follower.applyRow(row)
    if (!hasEnded(status)) {
      await Promise.all([
        markStreamed(jobId),
        status === 'queued' && ifQueued?.(),
        follower.isLocal() || follower.subscribe(),
      ])
      await follower.read()
    }
  } catch (error) {
    follower.close()
    throw error
  }
  return { kind: 'open', stream: jobStream(follower, cursor) }
}

/** Like `openJobStream`, as the reply of an operation: status 204 when the reader already has the last event. */
export async function streamJob(
  jobId: string,
  userId: string | null,
  options: Options = {},
): Promise<Reply<null>> {
  const opened = await openJobStream(jobId, userId, options)
  return opened.kind === 'open'
    ? streamReply(opened.stream)
    : { status: 204, message: 'The job has ended.', data: null }
}
