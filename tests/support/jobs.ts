import type { Client } from 'pg'
import type { TurnInput } from '#lib/chat/schema'
import { type Accepted, acceptMessage } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { type Claim, claimJob } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import type { Spent } from '#lib/models/types'
import { tunables } from '#lib/tunables'
import { newUser } from '#tests/support/api'

/** The hashes of a request that are one and the same. */
export const hashed = (hash: string) => ({ request: hash, content: hash })

/**
 * Accepts a message of a new user, unless the input names one; throws when it was not accepted. Without an idempotency
 * key it is like no other request, unless a hash is given.
 */
export async function accept(
  input: Partial<TurnInput> = {},
  requestHash = input.idempotencyKey ? 'hash' : crypto.randomUUID(),
  keyId: string | null = null,
): Promise<Exclude<Accepted, { kind: 'over_budget' }>> {
  const message = { userId: newUser(), message: 'hello', ...input }
  const accepted = await acceptMessage({ id: newId('job'), keyId }, message, hashed(requestHash))
  if (!accepted || accepted.kind === 'over_budget') throw new Error('The message was not accepted.')
  return accepted
}

/** Claims a job, with no cached history unless it is given; throws when it can't be claimed. */
export async function claim(jobId: string, cached: Parameters<typeof claimJob>[1] = null): Promise<Claim> {
  const claimed = await claimJob(jobId, cached)
  if (claimed?.state !== 'claimed') throw new Error(`The job was not claimed: ${claimed?.state}`)
  return claimed
}

/** A job of a user that was claimed, with the user. */
export async function running(userId = newUser()) {
  const accepted = await accept({ userId })
  return { userId, ...accepted, job: (await claim(accepted.job_id)).job }
}

export const spent: Spent = {
  model: 'fake-model',
  promptTokens: 20,
  cachedTokens: 4,
  completionTokens: 5,
  reasoningTokens: 1,
  totalTokens: 25,
  latencyMs: 12,
}

/** The ending of an attempt that got this answer. */
export function completedWith(content: string) {
  const { model, promptTokens, completionTokens, totalTokens } = spent
  const usage = { promptTokens, completionTokens, totalTokens }
  return { status: 'completed' as const, answer: { content, metadata: { model, usage } }, spent }
}

/** Claims a job and answers it. */
export async function answerJob(jobId: string, content = 'answer') {
  const { job } = await claim(jobId)
  const ended = await settleAttempt(job, completedWith(content))
  if (!ended) throw new Error('The attempt did not own its job.')
  return ended
}

/** Moves the clock of one job: every time it holds becomes `seconds` older. */
export async function age(database: Client, jobId: string, seconds: number): Promise<void> {
  await database.query(
    `update jobs set next_attempt_at = next_attempt_at - $2 * interval '1 second',
                     dispatched_at = dispatched_at - $2 * interval '1 second',
                     lease_until = lease_until - $2 * interval '1 second',
                     deadline_at = deadline_at - $2 * interval '1 second'
     where id = $1`,
    [jobId, seconds],
  )
}

/** Lets a job fail once, so that its time begins, and then moves its clock past its deadline. */
export async function outlive(database: Client, jobId: string): Promise<void> {
  await settleAttempt((await claim(jobId)).job, { status: 'queued' })
  await age(database, jobId, tunables.deadlineSeconds + 1)
}

/** One job's row as the database has it. */
export async function jobRow(database: Client, jobId: string): Promise<Record<string, unknown>> {
  const { rows } = await database.query('select * from jobs where id = $1', [jobId])
  return rows[0]
}

/** How many rows each table has for what a chat writes. */
export async function counts(database: Client): Promise<Record<string, number>> {
  const tables = ['users', 'conversations', 'messages', 'jobs', 'api_usage', 'usage_ledger']
  const selects = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  const { rows } = await database.query(`select ${selects.join(', ')}`)
  return rows[0]
}

/** Waits until this many statements of the database wait for a lock. */
export async function untilLocked(database: Client, statements: number): Promise<void> {
  for (;;) {
    // Within a transaction the view shows the first look again and again.
    await database.query('select pg_stat_clear_snapshot()')
    const { rows } = await database.query(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows[0].n >= statements) return
  }
}
