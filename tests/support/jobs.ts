import type { Client } from 'pg'
import type { TurnInput } from '#lib/chat/schema'
import { type Accepted, acceptMessage } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { type Claim, claimJob } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import type { Spent } from '#lib/models/types'
import { tunables } from '#lib/tunables'
import { newUser } from '#tests/support/names'

/** The two hashes of a request, with the same value. */
export const hashed = (hash: string) => ({ request: hash, content: hash })

/**
 * Accepts a message of a new user, unless the input names one. Throws when it is not accepted. Without an idempotency
 * key or a hash, it is no repeat of another request.
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

/** Claims a job, without a cached history unless one is given. Throws when it can't be claimed. */
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

/** The settlement of an attempt that got this answer. */
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

/** Moves the clock of one job: every time in its row becomes `seconds` older. */
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

/** Makes one attempt of a job fail, which sets its deadline, and moves its clock past that. */
export async function outlive(database: Client, jobId: string): Promise<void> {
  await settleAttempt((await claim(jobId)).job, { status: 'queued' })
  await age(database, jobId, tunables.deadlineSeconds + 1)
}

/** The row of one job. */
export async function jobRow(database: Client, jobId: string): Promise<Record<string, unknown>> {
  const { rows } = await database.query('select * from jobs where id = $1', [jobId])
  return rows[0]
}

/** The number of rows in each table that a chat message writes to. */
export async function counts(database: Client): Promise<Record<string, number>> {
  const tables = ['users', 'conversations', 'messages', 'jobs', 'api_usage', 'usage_ledger']
  const selects = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  const { rows } = await database.query(`select ${selects.join(', ')}`)
  return rows[0]
}

/** Waits until this many statements in the database wait for a lock. */
export async function untilLocked(database: Client, statements: number): Promise<void> {
  for (;;) {
    // Within a transaction, the view would always show its first snapshot.
    await database.query('select pg_stat_clear_snapshot()')
    const { rows } = await database.query(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows[0].n >= statements) return
  }
}
