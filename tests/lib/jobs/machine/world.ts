import type { Client } from 'pg'
import { hasEnded, type JobStatus } from '#lib/jobs/schema'
import { tunables } from '#lib/tunables'
import { clockSeconds } from '#tests/support/clock'

/** A job with all its rows. Times are seconds of the test's clock. */
export type Job = {
  id: string
  conversation: string
  turn: number
  hash: string
  idempotencyKey: string | null
  callback: boolean
  status: JobStatus
  attempt: number
  uncounted: number
  modelIndex: number
  modelFailures: number
  nextAttemptAt: number
  dispatchedAt: number
  leaseUntil: number | null
  deadlineAt: number | null
  startedAt: number | null
  finishedAt: number | null
  errorCode: string | null
  answers: string[]
  /** The attempts that have a ledger row. */
  ledger: number[]
  /** The events of its webhook deliveries. */
  deliveries: string[]
}

type Conversation = {
  id: number
  lastTurn: number
  openJobs: number
  lastJobId: string
  lastHash: string | null
  lastAnsweredAt: number | null
}

/** The content of the database, by the ids of the jobs and the names of the conversations. */
export type World = { jobs: Record<string, Job>; conversations: Record<string, Conversation> }

export const isOpen = (job: Job) => !hasEnded(job.status)

/** The jobs of one conversation in their order. */
export const jobsOf = (world: World, conversation: string) =>
  Object.values(world.jobs)
    .filter((job) => job.conversation === conversation)
    .sort((a, b) => a.turn - b.turn)

/** Whether a job has no attempt or no time left. */
export const isHopeless = (job: Job, now: number) =>
  job.attempt - job.uncounted >= tunables.attemptsMax || (job.deadlineAt !== null && job.deadlineAt <= now)

/** Whether it is a queued job's turn: no other of its conversation runs, and no earlier one waits. */
export const hasItsTurn = (world: World, job: Job) =>
  !jobsOf(world, job.conversation).some(
    (other) =>
      other.id !== job.id &&
      (other.status === 'running' || (other.status === 'queued' && other.turn < job.turn)),
  )

/** Whether an attempt may begin. */
export function isClaimable(world: World, job: Job, now: number): boolean {
  if (isHopeless(job, now)) return false
  if (job.status === 'running') return job.leaseUntil! <= now
  return job.status === 'queued' && job.nextAttemptAt <= now && hasItsTurn(world, job)
}

/** Reads the whole database. */
export async function readWorld(database: Client): Promise<World> {
  const { rows: jobs } = await database.query(`
    select j.*, c.session_id as conversation,
           array(select content from messages where job_id = j.id) as answers,
           array(select attempt from usage_ledger where job_id = j.id order by attempt) as ledger,
           array(select event from webhook_deliveries where job_id = j.id order by created_at, id) as deliveries
    from jobs j join conversations c on c.id = j.conversation_id order by j.id`)
  const { rows: conversations } = await database.query('select * from conversations order by session_id')
  return {
    jobs: Object.fromEntries(jobs.map((row) => [row.id, toJob(row)])),
    conversations: Object.fromEntries(
      conversations.map((row) => [
        row.session_id,
        {
          id: row.id,
          lastTurn: row.last_turn,
          openJobs: row.open_jobs,
          lastJobId: row.last_job_id,
          lastHash: row.last_request_hash,
          lastAnsweredAt: secondsOrNull(row.last_answered_at),
        },
      ]),
    ),
  }
}

const secondsOrNull = (time: Date | null) => (time === null ? null : clockSeconds(time))

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function toJob(row: any): Job {
  return {
    id: row.id,
    conversation: row.conversation,
    turn: row.turn,
    hash: row.request_hash,
    idempotencyKey: row.idempotency_key,
    callback: row.callback_url !== null,
    status: row.status,
    attempt: row.attempt,
    uncounted: row.uncounted_attempts,
    modelIndex: row.model_index,
    modelFailures: row.model_failures,
    nextAttemptAt: clockSeconds(row.next_attempt_at),
    dispatchedAt: clockSeconds(row.dispatched_at),
    leaseUntil: secondsOrNull(row.lease_until),
    deadlineAt: secondsOrNull(row.deadline_at),
    startedAt: secondsOrNull(row.started_at),
    finishedAt: secondsOrNull(row.finished_at),
    errorCode: row.error_code,
    answers: row.answers,
    ledger: row.ledger,
    deliveries: [...row.deliveries].sort(),
  }
}
