import { sql } from '#lib/db/index'
import type { Item } from '#lib/items/types'
import { findJob, releaseNext } from '#lib/jobs/store'
import type { AnswerMetadata, JobRow, JobViewRow } from '#lib/jobs/view'
import type { Failure, Spent } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** How an attempt ends: with an answer, with a failure and a retry after a delay, or with a final failure. */
export type AttemptResult = {
  status: 'completed' | 'queued' | 'failed'
  delaySeconds?: number
  /** False when no model was called, so that the attempt does not count against the limit. */
  counts?: boolean
  /** The model of the next attempt, as an index in the list of candidates, and its failures so far. */
  next?: { modelIndex: number; modelFailures: number }
  answer?: { content: string; items?: Item[] | undefined; metadata: AnswerMetadata }
  failure?: Pick<Failure, 'code' | 'message' | 'details'>
  spent?: Spent
  /** The model that was called, when there is no answer. For an abandoned job, the server's default model. */
  model?: string | undefined
}

/** The result of a settled attempt; undefined if the attempt did not hold its job. */
export type Settlement =
  | {
      row: JobViewRow
      version: string
      /** How many jobs of the conversation are still open. */
      openJobs: number
      /** The next job of the conversation, which must be dispatched now. */
      nextId: string | null
      /** True when no later turn is answered and the history before this turn is as it was when claimed. */
      isNewest: boolean
      /** The webhook deliveries that must be sent. */
      deliveryIds: string[]
    }
  | undefined

/** The job as `settle_attempt` returns it, with times as text, and the other changes. */
type SettledRow = {
  [name in 'next_attempt_at' | 'created_at' | 'now']: string
} & {
  [name in 'started_at' | 'finished_at']: string | null
} & Pick<
    JobRow,
    | 'id'
    | 'status'
    | 'key_id'
    | 'conversation_id'
    | 'turn'
    | 'attempt'
    | 'uncounted_attempts'
    | 'message_id'
    | 'model'
  > & {
    version: string
    open_jobs: number
    is_newest: boolean
    delivery_ids: string[]
    next_id: string | null
  }

type Held = {
  id: string
  attempt: number
  abandoned?: boolean
  /** The user, when no budget applies. The attempt may then be settled in a batch, in the order of users. */
  order?: string | undefined
  /** The conversation's version when claimed, if the history will be cached. Items may have changed since. */
  claimedVersion?: string | undefined
}

/**
 * Settles an attempt atomically: the job's state, the assistant message, the conversation's new version and the webhook
 * delivery, if the attempt still holds the job. An `abandoned` job must still have no lease and no attempts or time
 * left, because it may have been redriven meanwhile. Releases the next job of the conversation. The ledger row is
 * always written, since the tokens were spent; it has no user if the job was deleted.
 */
export async function settleAttempt(held: Held, result: AttemptResult): Promise<Settlement> {
  const { status, delaySeconds = 0, counts = true, next, answer, failure, spent, model } = result
  const [row] = await sql<{ settled: SettledRow | null }>('settleAttempt', held.order)`
    select settle_attempt(
      ${held.id}, ${held.attempt}, ${status}, ${delaySeconds}, ${counts}, ${next?.modelIndex ?? null},
      ${next?.modelFailures ?? null}, ${answer?.content ?? null}, ${json(answer?.metadata)},
      ${failure?.code ?? null}, ${failure?.message ?? null}, ${json(failure?.details)}, ${json(spent)},
      ${held.abandoned ?? false}, ${tunables.attemptsMax}, ${json(answer?.items)},
      ${held.claimedVersion ?? null}, ${model ?? null}) as settled`
  return row?.settled ? toSettlement(row.settled, result) : undefined
}

const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value))

/** The row, with the values that the statement received and does not return. */
function toSettlement(settled: SettledRow, { answer, failure }: AttemptResult): Settlement {
  const { version, open_jobs: openJobs, next_id: nextId, is_newest: isNewest, ...rest } = settled
  const { delivery_ids: deliveryIds, ...job } = rest
  const row = {
    ...job,
    error_code: failure?.code ?? null,
    error_message: failure?.message ?? null,
    error_details: failure?.details ?? null,
    response: answer?.content ?? null,
    answer_metadata: answer?.metadata ?? null,
    answer_items: answer?.items ?? null,
    ahead: null,
    next_attempt_at: new Date(job.next_attempt_at),
    created_at: new Date(job.created_at),
    started_at: job.started_at === null ? null : new Date(job.started_at),
    finished_at: job.finished_at === null ? null : new Date(job.finished_at),
    now: new Date(job.now),
  }
  return { row, version, openJobs, nextId, isNewest, deliveryIds }
}

/**
 * The result of a settlement whose reply was lost: what `settleAttempt` would have returned, or undefined when another
 * attempt or a cancellation ended the job. It must not be cached, since a later turn may have been answered meanwhile.
 */
export async function findSettled(
  held: { id: string; attempt: number },
  status: AttemptResult['status'],
): Promise<Settlement> {
  const row = await findJob(held.id)
  if (!row || row.attempt !== held.attempt || row.status !== status) return undefined
  const [found] = await sql<{ open_jobs: number; version: string; delivery_ids: string[] }>('findSettled')`
    select c.open_jobs, c.version,
           array(select id from webhook_deliveries where job_id = ${held.id} and status = 'pending') as delivery_ids
    from conversations c where c.id = ${row.conversation_id}`
  if (!found) return undefined
  const { open_jobs: openJobs, version, delivery_ids: deliveryIds } = found
  // The first try may have released it already. Sending it twice does no harm.
  const nextId = openJobs > 0 && status !== 'queued' ? await releaseNext(row.conversation_id) : null
  return { row, version, openJobs, nextId, isNewest: false, deliveryIds }
}
