import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimJob } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import {
  cancelJobs,
  findJob,
  findJobs,
  findPendingDeliveries,
  releaseNext,
  reviveJobs,
} from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { useDatabase } from '#tests/support/database'
import { accept, age, answerJob, claim, completedWith, jobRow, outlive, spent } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'
import { page } from '#tests/support/paging'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const openJobs = async (id: number) =>
  (await database.query('select open_jobs from conversations where id = $1', [id])).rows[0].open_jobs
const deliveries = async (jobId: string) =>
  (await database.query('select event, url, status from webhook_deliveries where job_id = $1', [jobId])).rows
const callbackUrl = 'https://example.com/hook'

/** A conversation with this many accepted jobs. */
async function conversation(jobs: number, input = {}) {
  const userId = newUser()
  const first = await accept({ userId, ...input })
  const { conversation_id: conversationId } = first
  const ids = [first.job_id]
  while (ids.length < jobs) ids.push((await accept({ userId, conversationId, ...input })).job_id)
  return { userId, conversationId, jobs: ids }
}

describe('cancelJobs', () => {
  it('ends a queued job, which cannot be claimed any more', async () => {
    const { jobs, conversationId } = await conversation(1)
    const [cancelled] = await cancelJobs({ jobId: jobs[0]! }, 'Enough.')
    expect(cancelled).toMatchObject({ open_jobs: 0, was_running: false })
    expect(toJobView(cancelled!)).toMatchObject({
      status: 'cancelled',
      error: { code: 'cancelled', message: 'Enough.' },
      finishedAt: expect.any(String),
    })
    expect((await claimJob(jobs[0]!, null))?.state).toBe('taken')
    expect(await openJobs(conversationId)).toBe(0)
  })

  it('ends a running job: its attempt cannot store an answer, but the ledger has its tokens', async () => {
    const { jobs, conversationId } = await conversation(1)
    const { job } = await claim(jobs[0]!)
    expect(await cancelJobs({ jobId: jobs[0]! }, 'Enough.')).toMatchObject([{ was_running: true }])
    expect(await settleAttempt(job, completedWith('too late'))).toBeUndefined()
    expect(toJobView((await findJob(jobs[0]!))!)).not.toHaveProperty('response')
    const { rows } = await database.query('select total_tokens from usage_ledger where job_id = $1', [
      jobs[0],
    ])
    expect(rows).toEqual([{ total_tokens: spent.totalTokens }])
    expect(await openJobs(conversationId)).toBe(0)
  })

  it('does nothing to a job that has ended, or to one that does not exist', async () => {
    const { jobs } = await conversation(1)
    await answerJob(jobs[0]!)
    const before = await jobRow(database, jobs[0]!)
    expect(await cancelJobs({ jobId: jobs[0]! }, 'Enough.')).toEqual([])
    expect(await cancelJobs({ jobId: 'job_none' }, 'Enough.')).toEqual([])
    expect(await jobRow(database, jobs[0]!)).toEqual(before)
  })

  it('ends the unfinished jobs before a turn, and no others', async () => {
    const { jobs, conversationId } = await conversation(4)
    await answerJob(jobs[0]!)
    await claim(jobs[1]!)
    const cancelled = await cancelJobs({ conversationId, beforeTurn: 4 }, 'Interrupted.')
    expect(cancelled.map(({ id }) => id)).toEqual([jobs[1], jobs[2]])
    expect(cancelled.map(({ open_jobs }) => open_jobs)).toEqual([1, 1])
    expect(await releaseNext(conversationId)).toBe(jobs[3])
    expect((await claim(jobs[3]!)).history).toHaveLength(2)
  })

  it('creates one webhook delivery, like every end of a job', async () => {
    const ended = { completed: completedWith('yes'), failed: { status: 'failed' as const } }
    for (const [status, ending] of Object.entries(ended)) {
      const { jobs } = await conversation(1, { callbackUrl })
      const result = await settleAttempt((await claim(jobs[0]!)).job, ending)
      expect(result!.deliveryIds).toHaveLength(1)
      expect(await deliveries(jobs[0]!)).toEqual([
        { event: `job.${status}`, url: callbackUrl, status: 'pending' },
      ])
    }
    const { jobs } = await conversation(1, { callbackUrl })
    await settleAttempt((await claim(jobs[0]!)).job, { status: 'queued' })
    expect(await deliveries(jobs[0]!)).toEqual([])
    await cancelJobs({ jobId: jobs[0]! }, 'Enough.')
    expect(await findPendingDeliveries(jobs)).toEqual([expect.stringMatching(/^msg_[0-9a-f]{32}$/)])
    expect(await deliveries(jobs[0]!)).toMatchObject([{ event: 'job.cancelled' }])
  })

  it('and the settlement of the attempt exclude each other, in a hundred races', async () => {
    for (let i = 0; i < 100; i++) {
      const { jobs, conversationId } = await conversation(1, { callbackUrl })
      const { job } = await claim(jobs[0]!)
      const [cancelled, ended] = await Promise.all([
        cancelJobs({ jobId: job.id }, 'Enough.'),
        settleAttempt(job, completedWith('answer')),
      ])
      expect(cancelled.length + (ended ? 1 : 0)).toBe(1)
      expect(await openJobs(conversationId)).toBe(0)
      expect(await deliveries(job.id)).toHaveLength(1)
      expect((await findJob(job.id))!.response).toBe(ended ? 'answer' : null)
    }
  })
})

describe('reviveJobs', () => {
  const fail = async (jobId: string, code = 'model_failed') =>
    settleAttempt((await claim(jobId)).job, { status: 'failed', failure: { code, message: 'It failed.' } })

  it('queues a failed job again with all its attempts and time, and keeps the last error until it ends', async () => {
    const { jobs, conversationId } = await conversation(1)
    await outlive(database, jobs[0]!)
    const row = (await findJob(jobs[0]!))!
    await settleAttempt(
      { ...row, abandoned: true },
      { status: 'failed', failure: { code: 'old', message: 'Old.' } },
    )
    expect(await reviveJobs({ jobIds: jobs, limit: 1 })).toEqual([
      { id: jobs[0], conversation_id: conversationId },
    ])
    expect(toJobView((await findJob(jobs[0]!))!)).toMatchObject({
      status: 'queued',
      attempts: 0,
      lastError: { code: 'old', message: 'Old.' },
    })
    expect(await openJobs(conversationId)).toBe(1)
    const { job } = await claim(jobs[0]!)
    expect(job).toMatchObject({ attempt: 2, counted: 1, modelIndex: 0 })
    await settleAttempt(job, completedWith('at last'))
    expect(toJobView((await findJob(jobs[0]!))!)).not.toHaveProperty('error')
    expect(await openJobs(conversationId)).toBe(0)
  })

  it('keeps the turn of the job: its history has the earlier turns, and later turns are unchanged', async () => {
    const { jobs } = await conversation(3)
    await answerJob(jobs[0]!, 'one')
    await fail(jobs[1]!)
    const third = await answerJob(jobs[2]!, 'three')
    await reviveJobs({ jobIds: [jobs[1]!], limit: 1 })
    const cached = { conversationId: third.row.conversation_id, version: third.version, turn: 3 }
    const claimed = await claim(jobs[1]!, cached)
    expect(claimed.history!.map(({ content }) => content)).toEqual(['hello', 'one'])
    const ended = await settleAttempt(claimed.job, completedWith('two'))
    expect(ended).toMatchObject({ isNewest: false })
    expect(third).toMatchObject({ isNewest: true })
  })

  it('selects only failed jobs, by user, error code or id, the oldest first, up to a limit', async () => {
    const { userId, jobs } = await conversation(4)
    const other = await conversation(1)
    await fail(jobs[0]!, 'model_failed')
    await fail(jobs[1]!, 'model_timeout')
    await fail(jobs[2]!, 'model_failed')
    await answerJob(jobs[3]!)
    await fail(other.jobs[0]!)
    const ids = async (which: object) => (await reviveJobs({ limit: 100, ...which })).map(({ id }) => id)
    expect(await ids({ jobIds: [jobs[3]!] })).toEqual([])
    expect(await ids({ userId, errorCode: 'model_timeout' })).toEqual([jobs[1]])
    expect(await ids({ userId, limit: 1 })).toEqual([jobs[0]])
    expect(await ids({ userId })).toEqual([jobs[2]])
    expect(await ids({ userId })).toEqual([])
    expect((await jobRow(database, other.jobs[0]!)).status).toBe('failed')
  })

  it('revives a job for one of twenty callers at once', async () => {
    const { jobs, conversationId } = await conversation(1)
    await fail(jobs[0]!)
    const revived = await Promise.all(
      Array.from({ length: 20 }, () => reviveJobs({ jobIds: jobs, limit: 1 })),
    )
    expect(revived.flat()).toHaveLength(1)
    expect(await openJobs(conversationId)).toBe(1)
  })
})

describe('findJobs', () => {
  it('lists by status, user and conversation, newest first, page by page', async () => {
    const { userId, jobs, conversationId } = await conversation(3)
    const other = await conversation(1)
    await answerJob(jobs[0]!)
    const ids = async (filter: object, limit = 10, offset = 0) => {
      const { items: found, total } = await findJobs(filter, page(limit, offset))
      return [total, found.map(({ id }) => id)]
    }
    expect(await ids({ userId })).toEqual([3, [jobs[2], jobs[1], jobs[0]]])
    expect(await ids({ userId }, 1, 1)).toEqual([3, [jobs[1]]])
    expect(await ids({ userId }, 10, 5)).toEqual([3, []])
    expect(await ids({ userId, status: 'completed' })).toEqual([1, [jobs[0]]])
    expect(await ids({ conversationId, status: 'failed' })).toEqual([0, []])
    expect((await ids({})).at(1)).toContain(other.jobs[0])
    const [row] = (await findJobs({ userId }, page(1))).items
    expect(row).toMatchObject({ user_id: userId, conversation_id: conversationId })
  })
})

describe('jobs that match a filter', () => {
  const failure = { code: 'model_timeout', message: 'Slow.' }
  const listed = async (filter: object) => (await findJobs(filter, page(10))).items.map(({ id }) => id)

  it('are listed by model, error code and time', async () => {
    const { userId, jobs } = await conversation(2)
    await settleAttempt((await claim(jobs[0]!)).job, {
      status: 'failed',
      failure,
      model: `model of ${userId}`,
    })
    const [first] = (await findJobs({ userId, status: 'failed' }, page(1))).items
    const createdAfter = first!.created_at.toISOString()
    expect(await listed({ model: `model of ${userId}` })).toEqual([jobs[0]])
    expect(await listed({ userId, errorCode: 'model_timeout' })).toEqual([jobs[0]])
    expect(await listed({ userId, errorCode: 'model_failed' })).toEqual([])
    expect(await listed({ userId, createdAfter })).toEqual([jobs[1], jobs[0]])
    expect(await listed({ userId, createdBefore: createdAfter })).toEqual([])
    expect(await listed({ userId, createdAfter: '9999-12-31T23:59:59Z' })).toEqual([])
    expect(await listed({ userId, createdAfter: '0001-01-01T00:00:00Z' })).toHaveLength(2)
    const byKey = await accept({ userId }, undefined, `key of ${userId}`)
    expect(await listed({ keyId: `key of ${userId}` })).toEqual([byKey.job_id])
    expect(await listed({ userId: "nobody' or true --" })).toEqual([])
    expect(await listed({ userId, model: "x' or '1'='1" })).toEqual([])
  })

  it('are queued again by the same filter', async () => {
    const { userId, jobs, conversationId } = await conversation(1)
    const model = `model of ${userId}`
    await settleAttempt((await claim(jobs[0]!)).job, { status: 'failed', failure, model })
    const revived = async (filter: object) => (await reviveJobs({ limit: 10, ...filter })).map(({ id }) => id)
    expect(await revived({ userId, model: 'another' })).toEqual([])
    expect(await revived({ userId, createdBefore: '2000-01-01T00:00:00Z' })).toEqual([])
    expect(await revived({ conversationId, model, createdAfter: '2000-01-01T00:00:00Z' })).toEqual(jobs)
  })
})

describe('a job that waits for an earlier one', () => {
  const waitsFor = async (jobId: string) => toJobView((await findJob(jobId))!).waitsFor

  it('shows which job it waits for, and when that one is due', async () => {
    const { jobs } = await conversation(3)
    expect(await waitsFor(jobs[0]!)).toBeUndefined()
    expect(await waitsFor(jobs[2]!)).toEqual({ jobId: jobs[0], status: 'queued' })
    const { job } = await claim(jobs[0]!)
    expect(await waitsFor(jobs[1]!)).toEqual({ jobId: jobs[0], status: 'running' })
    await settleAttempt(job, { status: 'queued', delaySeconds: 40 })
    const { next_attempt_at } = await jobRow(database, jobs[0]!)
    expect(await waitsFor(jobs[1]!)).toEqual({
      jobId: jobs[0],
      status: 'queued',
      nextAttemptAt: (next_attempt_at as Date).toISOString(),
    })
    await age(database, jobs[0]!, 40)
    await answerJob(jobs[0]!)
    expect(await waitsFor(jobs[1]!)).toBeUndefined()
  })
})
