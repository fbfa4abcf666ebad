import type { FinishReason } from '#lib/items/schema'
import type { Item } from '#lib/items/types'
import type { JobErrorDetails, JobStatus, JobView } from '#lib/jobs/schema'

/** A job's row with its answer and the job that it waits for, as every query of jobs selects it. */
export type JobRow = {
  id: string
  status: JobStatus
  user_id: string
  key_id: string | null
  conversation_id: number
  turn: number
  attempt: number
  uncounted_attempts: number
  next_attempt_at: Date
  dispatched_at: Date
  lease_until: Date | null
  deadline_at: Date | null
  error_code: string | null
  error_message: string | null
  error_details: JobErrorDetails | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
  model?: string | null
  /** The job of the same conversation that must end, or release its lease, before this one can be claimed. */
  ahead: { id: string; status: JobStatus; attempt: number; nextAttemptAt: string } | null
  message_id: number | null
  response: string | null
  answer_metadata: AnswerMetadata | null
  answer_items: Item[] | null
  now: Date
}

/** The metadata of an assistant message. */
export type AnswerMetadata = {
  model: string
  usage: { promptTokens: number; completionTokens: number; totalTokens: number }
  finishReason?: FinishReason
  warnings?: string[]
  /** True when readers were first streamed a different text. */
  isRevised?: boolean
  /** The model's reasoning before the answer. Only the export shows it; it is never part of a prompt. */
  thoughts?: string
}

/** The part of a row that `toJobView` needs. */
export type JobViewRow = Omit<JobRow, 'user_id' | 'dispatched_at' | 'lease_until' | 'deadline_at'>

/** The job as callers see it. */
export function toJobView(row: JobViewRow): JobView {
  const attempts = row.attempt - row.uncounted_attempts
  const failure = row.error_code && {
    code: row.error_code,
    message: row.error_message ?? '',
    ...row.error_details,
  }
  const open = row.status === 'queued' || row.status === 'running'
  return {
    jobId: row.id,
    status: row.status,
    conversationId: row.conversation_id,
    ...(row.key_id !== null && { keyId: row.key_id }),
    ...(row.message_id !== null && { messageId: row.message_id, response: row.response ?? '' }),
    ...(row.answer_items && { items: row.answer_items }),
    ...(row.model && { model: row.model }),
    ...answerOf(row.answer_metadata),
    ...(failure && (open ? { lastError: failure } : { error: failure })),
    attempts,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
    ...(row.status === 'queued' && row.attempt > 0 && { nextAttemptAt: row.next_attempt_at.toISOString() }),
    ...(row.status === 'queued' && row.ahead && { waitsFor: waitsFor(row.ahead) }),
  }
}

function answerOf(metadata: AnswerMetadata | null) {
  if (!metadata) return {}
  const { model, finishReason, warnings } = metadata
  // jsonb does not keep the order of keys.
  const { promptTokens, completionTokens, totalTokens } = metadata.usage
  const usage = { promptTokens, completionTokens, totalTokens }
  return { usage, model, ...(finishReason && { finishReason }), ...(warnings?.length && { warnings }) }
}

/** The job ahead, with the time of its next attempt if it waits for one. */
function waitsFor({ id: jobId, status, attempt, nextAttemptAt }: NonNullable<JobRow['ahead']>) {
  const retries = status === 'queued' && attempt > 0
  return { jobId, status, ...(retries && { nextAttemptAt: new Date(nextAttemptAt).toISOString() }) }
}
