import { sql, violates } from '#lib/db/index'
import type { HistoryRow, JobParams } from '#lib/models/types'
import { claimingProcess } from '#lib/process-id'
import { tunables } from '#lib/tunables'

export type Claim = {
  state: 'claimed' | 'not_due' | 'taken'
  dueInSeconds: number
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
  /** The answered turns before this one, oldest first; null when the caller's cached version is current. */
  history: HistoryRow[] | null
  /** Whether its user or the server has a budget. */
  isBudgeted: boolean
  /** The database's time, in milliseconds. */
  nowMs: number
}

type Cached = { conversationId: number; version: string; turn: number }

/**
 * Takes a job for one attempt: a queued and due one, if no earlier job of its conversation is unfinished and none is
 * running, or a running one whose lease has run out. Exactly one of several callers gets it, and one job of a
 * conversation. The history comes along unless the caller's cache is of the conversation's current version and holds
 * nothing from this turn on.
 */
export async function claimJob(jobId: string, cached: Cached | null): Promise<Claim | undefined> {
  try {
    return await claim(jobId, cached)
  } catch (error) {
    // Another job of the conversation was claimed at the same moment: look again, and find it taken.
    if (violates(error, 'jobs_one_running')) return claim(jobId, cached)
    throw error
  }
}

async function claim(jobId: string, cached: Cached | null): Promise<Claim | undefined> {
  const [row] = await sql<Claim>('claimJob')`
    with claimed as (
      update jobs j
      set status = 'running', attempt = attempt + 1, process_id = ${claimingProcess()}, started_at = coalesce(started_at, now()),
          lease_until = now() + make_interval(secs => ${tunables.leaseSeconds}::int),
          deadline_at = coalesce(deadline_at, now() + make_interval(secs => ${tunables.deadlineSeconds}::int))
      where id = ${jobId}
        and attempt - uncounted_attempts < ${tunables.attemptsMax} and (deadline_at is null or deadline_at > now())
        and (status = 'running' and lease_until <= now()
             or status = 'queued' and next_attempt_at <= now()
                and not exists (select from jobs o where o.conversation_id = j.conversation_id and o.id <> j.id
                                and (o.status = 'running' or o.status = 'queued' and o.turn < j.turn)))
      returning id, attempt, turn
    )
    select case when claimed.id is not null then 'claimed'
                when j.status = 'queued' and j.next_attempt_at > now() then 'not_due'
                else 'taken' end as state,
           greatest(0, extract(epoch from j.next_attempt_at - now()))::float as "dueInSeconds",
           json_build_object('id', j.id, 'user_id', u.user_id, 'conversation_id', j.conversation_id,
                             'turn', j.turn, 'attempt', claimed.attempt,
                             'counted', claimed.attempt - j.uncounted_attempts,
                             'modelIndex', j.model_index, 'modelFailures', j.model_failures, 'params', j.params,
                             'secondsToDeadline', coalesce(extract(epoch from j.deadline_at - now()),
                                                           ${tunables.deadlineSeconds}::int)) as job,
           exists (select from budgets b where b.user_id is null or b.user_id = j.user_id) as "isBudgeted",
           c.version, asked.content as message, (extract(epoch from now()) * 1000)::float as "nowMs",
           case when claimed.id is null or c.id = ${cached?.conversationId ?? null}::int
                     and c.version = ${cached?.version ?? null}::uuid and ${cached?.turn ?? null}::int < j.turn then null
                else (select coalesce(json_agg(json_build_object('role', h.role, 'content', h.content)
                                               order by h.turn, h.id), '[]')
                      from (select m.* from messages m
                            join jobs answered on answered.conversation_id = m.conversation_id
                              and answered.turn = m.turn and answered.status = 'completed'
                            where m.conversation_id = j.conversation_id and m.turn < j.turn
                            order by m.turn desc, m.id desc
                            limit ${tunables.historyMessagesMax}) h) end as history
    from jobs j
    join users u on u.id = j.user_id
    join conversations c on c.id = j.conversation_id
    join messages asked on asked.conversation_id = j.conversation_id and asked.turn = j.turn and asked.role = 'user'
    left join claimed on claimed.id = j.id
    where j.id = ${jobId}`
  return row
}

/** Takes the lease of a running attempt anew; false when the attempt does not hold its job any more. */
export async function renewLease(held: { id: string; attempt: number }): Promise<boolean> {
  const rows = await sql('renewLease')`
    update jobs set lease_until = now() + make_interval(secs => ${tunables.leaseSeconds}::int)
    where id = ${held.id} and attempt = ${held.attempt} and status = 'running'
    returning id`
  return rows.length > 0
}
