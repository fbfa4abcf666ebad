import { sql } from '#lib/db/index'
import type { Item } from '#lib/items/types'
import type { HistoryRow, JobParams } from '#lib/models/types'
import { claimingProcess } from '#lib/process-id'
import { tunables } from '#lib/tunables'

/** An attempt that has begun, with all that it needs. */
export type Claim = {
  state: 'claimed'
  job: {
    id: string
    user_id: string
    conversation_id: number
    turn: number
    attempt: number
    /** The number of this attempt as far as the limit is concerned. */
    counted: number
    modelIndex: number
    modelFailures: number
    params: JobParams
    secondsToDeadline: number
  }
  version: string
  message: string
  /** The message in items, where it is more than its text. */
  items?: Item[] | null
  /** The answered turns before this one, oldest first; null when the caller's cached version is current. */
  history: HistoryRow[] | null
  /** Earlier attempts that were taken from a worker before it told what they cost. */
  lost: LostCall[] | null
  /** True when its user or the server has a budget. */
  isBudgeted: boolean
  /** The database's time, in milliseconds. */
  nowMs: number
}

/** An attempt whose cost nobody has told, and the place of its model in the list of candidates. */
export type LostCall = { attempt: number; modelIndex: number }

export type ClaimReply = Claim | { state: 'not_due'; dueInSeconds: number } | { state: 'taken' }

type Cached = { conversationId: number; version: string; turn: number }

/**
 * Takes a job for one attempt: a queued and due one, if no earlier job of its conversation is unfinished and none is
 * running, or a running one whose lease has run out. Exactly one of several callers gets it, and one job of a
 * conversation. The history comes along unless the caller's cache is of the conversation's current version and holds
 * nothing from this turn on.
 */
export async function claimJob(jobId: string, cached: Cached | null): Promise<ClaimReply | undefined> {
  const { leaseSeconds, deadlineSeconds, attemptsMax, historyMessagesMax } = tunables
  const [row] = await sql<{ reply: ClaimReply | null }>('claimJob')`
    select claim_job(${jobId}, ${claimingProcess()}, ${leaseSeconds}, ${deadlineSeconds}, ${attemptsMax},
                     ${historyMessagesMax}, ${cached?.conversationId ?? null}, ${cached?.version ?? null},
                     ${cached?.turn ?? null}, true) as reply`
  return row?.reply ?? undefined
}

/** Takes at most `limit` jobs that are due, as `claimJob` does each; several processes at once get different ones. */
export async function claimDueJobs(limit: number): Promise<Claim[]> {
  const { leaseSeconds, deadlineSeconds, attemptsMax, historyMessagesMax } = tunables
  const rows = await sql<{ claim: Claim }>('claimDueJobs')`
    select claim from claim_due_jobs(${claimingProcess()}, ${limit}, ${leaseSeconds}, ${deadlineSeconds}, ${attemptsMax},
                                     ${historyMessagesMax}, true) claim`
  return rows.map(({ claim }) => claim)
}

/** Renews the lease of a running attempt; false when the attempt does not hold its job any more. */
export async function renewLease(held: { id: string; attempt: number }): Promise<boolean> {
  const rows = await sql('renewLease')`
    update jobs set lease_until = now() + make_interval(secs => ${tunables.leaseSeconds}::int)
    where id = ${held.id} and attempt = ${held.attempt} and status = 'running'
    returning id`
  return rows.length > 0
}
