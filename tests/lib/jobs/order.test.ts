import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMessage } from '#lib/chat/store'
import { newId } from '#lib/ids'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { releaseNext } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import {
  accept,
  age,
  answerJob,
  claim,
  completedWith,
  hashed,
  jobRow,
  untilLocked,
} from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
/** A second session, which holds locks. */
let holder: Client
beforeAll(async () => {
  database = await useDatabase()
  holder = new Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
})
afterAll(() => holder?.end())

/** Locks a conversation's row until the statements, started in this order, all wait for it. */
async function lineUp<T extends unknown[]>(
  conversationId: number,
  ...statements: { [K in keyof T]: () => Promise<T[K]> }
): Promise<T> {
  await holder.query('begin')
  await holder.query('select from conversations where id = $1 for update', [conversationId])
  const running: Promise<unknown>[] = []
  for (const [i, statement] of statements.entries()) {
    running.push(statement())
    await untilLocked(database, i + 1)
  }
  await holder.query('commit')
  return (await Promise.all(running)) as T
}

async function openConversation() {
  const userId = newUser()
  const { job_id, conversation_id: conversationId } = await accept({ userId, sessionId: 's' })
  const { job } = await claim(job_id)
  return { userId, conversationId, job }
}

describe('a turn that is accepted while the one before it is being settled', () => {
  it.each(['by its conversation id', 'by its session id'])(
    'is sent by its own request when the settlement comes first (%s)',
    async (by) => {
      const { userId, conversationId, job } = await openConversation()
      const to = by.includes('session') ? { sessionId: 's' } : { conversationId }
      const [ended, accepted] = await lineUp(
        conversationId,
        () => settleAttempt(job, completedWith('first')),
        () => accept({ userId, ...to }),
      )
      expect(ended).toMatchObject({ openJobs: 0 })
      expect(accepted).toMatchObject({ blocked: false })
      expect((await claim(accepted.job_id)).history).toHaveLength(2)
    },
  )

  it.each(['by its conversation id', 'by its session id'])(
    'is sent by the settlement of the other when the acceptance comes first (%s)',
    async (by) => {
      const { userId, conversationId, job } = await openConversation()
      const to = by.includes('session') ? { sessionId: 's' } : { conversationId }
      const [accepted, ended] = await lineUp(
        conversationId,
        () => accept({ userId, ...to }),
        () => settleAttempt(job, completedWith('first')),
      )
      expect(accepted).toMatchObject({ blocked: true })
      expect(ended).toMatchObject({ openJobs: 1 })
      expect(await releaseNext(conversationId)).toBe(accepted.job_id)
      expect((await claim(accepted.job_id)).history).toHaveLength(2)
    },
  )

  it('is always sent, in a hundred races without locks', async () => {
    for (let i = 0; i < 100; i++) {
      const { userId, conversationId, job } = await openConversation()
      const [ended, accepted] = await Promise.all([
        settleAttempt(job, { status: i % 2 ? 'failed' : 'completed', answer: completedWith('a').answer }),
        accept({ userId, conversationId }),
      ])
      const sentByEnd = ended!.openJobs > 0 ? await releaseNext(conversationId) : undefined
      expect([accepted.blocked, sentByEnd]).toEqual(
        accepted.blocked ? [true, accepted.job_id] : [false, undefined],
      )
    }
  })
})

describe('releaseNext', () => {
  it('returns the first unfinished job', async () => {
    const { userId, conversationId, job } = await openConversation()
    const second = await accept({ userId, conversationId })
    await accept({ userId, conversationId })
    await settleAttempt(job, { status: 'failed' })
    expect(await releaseNext(conversationId)).toBe(second.job_id)
    await answerJob(second.job_id)
  })

  it('returns null while the first is running, or when none is unfinished', async () => {
    const { userId, conversationId, job } = await openConversation()
    const second = await accept({ userId, conversationId })
    expect(await releaseNext(conversationId)).toBeNull()
    await settleAttempt(job, completedWith('a'))
    await answerJob(second.job_id)
    expect(await releaseNext(conversationId)).toBeNull()
  })
})

describe('a turn whose statement waits for a lock while the earlier turn is being settled', () => {
  /** Starts the statement, which waits for this lock, and settles the attempt meanwhile. */
  async function lateStatement(
    lock: string,
    key: string,
    statement: () => Promise<unknown>,
    job: Claim['job'],
  ) {
    await holder.query('begin')
    await holder.query(lock, [key])
    const late = statement()
    await untilLocked(database, 1)
    await settleAttempt(job, completedWith('first'))
    await holder.query('commit')
    await late
  }
  const timesOf = async (conversationId: number) => {
    const { rows } = await database.query(
      `select first.finished_at <= second.started_at as "inOrder" from jobs first
       join jobs second using (conversation_id) where conversation_id = $1 and first.turn = 1 and second.turn = 2`,
      [conversationId],
    )
    return rows
  }

  it('begins after that settlement when it is claimed', async () => {
    const { userId, conversationId, job } = await openConversation()
    const { job_id } = await accept({ userId, conversationId })
    const lock = 'select from jobs where id = $1 for update'
    await lateStatement(lock, job_id, () => claim(job_id), job)
    expect(await timesOf(conversationId)).toEqual([{ inOrder: true }])
  })

  it('begins after that settlement when it is claimed as it is accepted', async () => {
    const { userId, conversationId, job } = await openConversation()
    const message = { userId, conversationId, message: 'second', idempotencyKey: 'key' }
    const lock = `select pg_advisory_xact_lock(hashtextextended('key', hashtext($1)))`
    const acceptInProcess = () => acceptMessage({ id: newId('job') }, message, hashed('hash'), 'proc_here')
    await lateStatement(lock, userId, acceptInProcess, job)
    expect(await timesOf(conversationId)).toEqual([{ inOrder: true }])
  })
})

describe('the deadline of a turn that waited', () => {
  const deadlineOf = async (jobId: string) => (await jobRow(database, jobId)).deadline_at

  it('counts from its own first attempt, however long the earlier turn took', async () => {
    const { userId, conversationId, job } = await openConversation()
    const { job_id } = await accept({ userId, conversationId })
    await age(database, job_id, 10 * tunables.deadlineSeconds)
    await settleAttempt(job, completedWith('a'))
    expect(await deadlineOf(job_id)).toBeNull()
    expect(await releaseNext(conversationId)).toBe(job_id)
    expect(await deadlineOf(job_id)).toBeNull()
    expect((await claim(job_id)).job.secondsToDeadline).toBeGreaterThan(tunables.deadlineSeconds - 60)
  })

  it('is not changed when it is sent again', async () => {
    const { conversationId, job } = await openConversation()
    await settleAttempt(job, { status: 'queued' })
    await age(database, job.id, 1)
    const before = await jobRow(database, job.id)
    expect(await releaseNext(conversationId)).toBe(job.id)
    const { dispatched_at, ...after } = await jobRow(database, job.id)
    expect({ ...after, dispatched_at: before.dispatched_at }).toEqual(before)
    expect((dispatched_at as Date) > (before.dispatched_at as Date)).toBe(true)
  })
})
