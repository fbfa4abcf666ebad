import { sql } from '#lib/db/index'
import type { Item } from '#lib/items/types'
import type { HistoryRow, JobParams } from '#lib/models/types'
import { claimingProcess } from '#lib/process-id'
import { tunables } from '#lib/tunables'

/** A claimed attempt, with all the data that it needs. */
export type Claim = {
  state: 'claimed'
  job: {
    id: string
    user_id: string
    conversation_id: number
    turn: number
    attempt: number
    /** The number of this attempt among those that count against the limit. */
    counted: number
    modelIndex: number
    modelFailures: number
    params: JobParams
    secondsToDeadline: number
  }
  version: string
  message: string
  /** The message as items, when it is more than text. */
  items?: Item[] | null
  /** The answered turns before this one, oldest first; null when the caller's cached version is current. */
  history: HistoryRow[] | null
  /** Earlier attempts that lost their lease before their worker reported the cost. */
  lost: LostCall[] | null
  /** True when its user or the server has a budget. */
  isBudgeted: boolean
  /** The database's time, in milliseconds. */
  nowMs: number
}

/** An attempt whose cost was never reported. `modelIndex` is the place of its model in the list of candidates. */
export type LostCall = { attempt: number; modelIndex: number }

export type ClaimReply = Claim | { state: 'not_due'; dueInSeconds: number } | { state: 'taken' }

type Cached = { conversationId: number; version: string; turn: number }

/**
 * Claims a job for one attempt: a queued, due job whose conversation has no earlier open job and no running one, or a
 * running job with an expired lease. Exactly one of several callers gets it. Returns the history too, unless the
 * caller's cache has the conversation's current version and only turns before this one.
 */
export async function claimJob(jobId: string, cached: Cached | null): Promise<ClaimReply | undefined> {
  const { leaseSeconds, deadlineSeconds, attemptsMax, historyMessagesMax } = tunables
  const [row] = await sql<{ reply: ClaimReply | null }>('claimJob')`
    select claim_job(${jobId}, ${claimingProcess()}, ${leaseSeconds}, ${deadlineSeconds}, ${attemptsMax},
                     ${historyMessagesMax}, ${cached?.conversationId ?? null}, ${cached?.version ?? null},
                     ${cached?.turn ?? null}, true) as reply`
  return row?.reply ?? undefined
}

/** Claims at most `limit` due jobs, each as `claimJob` does. Concurrent processes get different jobs. */
export async function claimDueJobs(limit: number): Promise<Claim[]> {
  const { leaseSeconds, deadlineSeconds, attemptsMax, historyMessagesMax } = tunables
  const rows = await sql<{ claim: Claim }>('claimDueJobs')`
    select claim from claim_due_jobs(${claimingProcess()}, ${limit}, ${leaseSeconds}, ${deadlineSeconds}, ${attemptsMax},
                                     ${historyMessagesMax}, true) claim`
  return rows.map(({ claim }) => claim)
}

/** Renews the lease of a running attempt. False when the attempt no longer holds its job. */
export async function renewLease(held: { id: string; attempt: number }): Promise<boolean> {
  const rows = await sql('renewLease')`
    update jobs set lease_until = now() + make_interval(secs => ${tunables.leaseSeconds}::int)
    where id = ${held.id} and attempt = ${held.attempt} and status = 'running'
    returning id`
  return rows.length > 0
}
