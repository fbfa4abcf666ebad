import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { releaseNext } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { newUser } from '#tests/support/api'
import { useDatabase } from '#tests/support/database'
import { accept, age, answerJob, claim, completedWith, jobRow, untilLocked } from './support.ts'

let database: Client
/** A second session, to hold locks with. */
let holder: Client
beforeAll(async () => {
  database = await useDatabase()
  holder = new Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
})
afterAll(() => holder?.end())

/** Holds a conversation's row until the statements, started in this order, all wait for it. */
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

describe('a turn that is accepted while the one before it is being ended', () => {
  it.each(['by its conversation id', 'by its session id'])(
    'is sent by its own request when the end comes first (%s)',
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
    'is sent by whoever ends the other when it comes first (%s)',
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

  it('is never left unsent, in a hundred free races', async () => {
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
  it('gives the first unfinished job', async () => {
    const { userId, conversationId, job } = await openConversation()
    const second = await accept({ userId, conversationId })
    await accept({ userId, conversationId })
    await settleAttempt(job, { status: 'failed' })
    expect(await releaseNext(conversationId)).toBe(second.job_id)
    await answerJob(second.job_id)
  })

  it('gives nothing while the first is running, or when there is none', async () => {
    const { userId, conversationId, job } = await openConversation()
    const second = await accept({ userId, conversationId })
    expect(await releaseNext(conversationId)).toBeNull()
    await settleAttempt(job, completedWith('a'))
    await answerJob(second.job_id)
    expect(await releaseNext(conversationId)).toBeNull()
  })
})

describe('the time of a turn that waited', () => {
  const deadlineOf = async (jobId: string) => (await jobRow(database, jobId)).deadline_at

  it('begins with its own first attempt, however long the one before it took', async () => {
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
    const before = await jobRow(database, job.id)
    expect(await releaseNext(conversationId)).toBe(job.id)
    const { dispatched_at, ...after } = await jobRow(database, job.id)
    expect({ ...after, dispatched_at: before.dispatched_at }).toEqual(before)
    expect((dispatched_at as Date) > (before.dispatched_at as Date)).toBe(true)
  })
})
