import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { findJob, reviveJobs } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import { accept, age, claim, completedWith, counts, jobRow, outlive, spent } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const failure = { code: 'model_failed', message: 'It failed.' }
const ledger = async (jobId: string) =>
  (await database.query('select * from usage_ledger where job_id = $1 order by attempt', [jobId])).rows
const messagesOf = async (conversationId: number) =>
  (
    await database.query('select * from messages where conversation_id = $1 order by turn, id', [
      conversationId,
    ])
  ).rows
const conversationOf = async (id: number) =>
  (await database.query('select version, open_jobs from conversations where id = $1', [id])).rows[0]

describe('an answer', () => {
  it('ends the job with its message, its ledger row and a new version', async () => {
    const userId = newUser()
    const { job_id, conversation_id } = await accept({ userId })
    const { job } = await claim(job_id)
    const { version: before } = await conversationOf(conversation_id)
    const ending = completedWith('the answer')
    const ended = await settleAttempt(job, ending)
    expect(ended).toMatchObject({ version: expect.any(String), openJobs: 0 })
    expect(ended!.version).not.toBe(before)
    expect(await jobRow(database, job_id)).toMatchObject({
      status: 'completed',
      attempt: 1,
      lease_until: null,
      finished_at: expect.any(Date),
      error_code: null,
    })
    expect((await messagesOf(conversation_id))[1]).toMatchObject({
      turn: 1,
      role: 'assistant',
      content: 'the answer',
      metadata: ending.answer.metadata,
      job_id,
    })
    expect(await ledger(job_id)).toMatchObject([
      {
        attempt: 1,
        model: 'fake-model',
        prompt_tokens: 20,
        cached_tokens: 4,
        completion_tokens: 5,
        reasoning_tokens: 1,
        total_tokens: 25,
        latency_ms: 12,
        is_answer: true,
        user_id: expect.any(Number),
      },
    ])
    expect(await conversationOf(conversation_id)).toEqual({ version: ended!.version, open_jobs: 0 })
    expect(toJobView(ended!.row)).toEqual(toJobView((await findJob(job_id))!))
    expect(toJobView(ended!.row)).toMatchObject({ response: 'the answer', model: 'fake-model', attempts: 1 })
  })

  it('clears the error of an earlier attempt', async () => {
    const { job_id } = await accept()
    await settleAttempt((await claim(job_id)).job, { status: 'queued', failure })
    expect(toJobView((await findJob(job_id))!)).toMatchObject({ status: 'queued', lastError: failure })
    const ended = await settleAttempt((await claim(job_id)).job, completedWith('a'))
    expect(toJobView(ended!.row)).not.toHaveProperty('error')
  })

  it('is stored once when twenty settlements come at once', async () => {
    const { job_id, conversation_id } = await accept()
    const { job } = await claim(job_id)
    const endings = await Promise.all(
      Array.from({ length: 20 }, (_, i) => settleAttempt(job, completedWith(`answer ${i}`))),
    )
    const [ended, ...more] = endings.filter((each) => each !== undefined)
    expect(more).toEqual([])
    expect(await messagesOf(conversation_id)).toHaveLength(2)
    expect(await ledger(job_id)).toHaveLength(1)
    expect(await conversationOf(conversation_id)).toEqual({ version: ended!.version, open_jobs: 0 })
  })

  it('is stored completely or not at all', async () => {
    const { job_id, conversation_id } = await accept()
    const { version } = await conversationOf(conversation_id)
    const { job } = await claim(job_id)
    const before = await counts(database)
    const unstorable = completedWith('half of it\0')
    await expect(settleAttempt(job, unstorable)).rejects.toThrow()
    await expect(
      settleAttempt(job, { ...completedWith('a'), spent: { ...spent, totalTokens: 1.5 } }),
    ).rejects.toThrow()
    expect(await counts(database)).toEqual(before)
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'running', finished_at: null })
    expect(await conversationOf(conversation_id)).toEqual({ version, open_jobs: 1 })
    expect(await settleAttempt(job, completedWith('whole'))).toBeDefined()
  })
})

describe('a late writer', () => {
  it('is fenced by the attempt that took over, but its tokens are in the ledger', async () => {
    const { job_id, conversation_id } = await accept()
    const late = await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds)
    const current = await claim(job_id)
    expect(current.job.attempt).toBe(2)
    expect(await settleAttempt(late.job, completedWith('too late'))).toBeUndefined()
    expect(await settleAttempt(late.job, { status: 'failed', failure })).toBeUndefined()
    expect(await settleAttempt(late.job, { status: 'queued', failure })).toBeUndefined()
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'running', attempt: 2, error_code: null })
    expect(await ledger(job_id)).toMatchObject([{ attempt: 1, total_tokens: 25 }])

    expect(await settleAttempt(current.job, completedWith('in time'))).toBeDefined()
    expect((await messagesOf(conversation_id)).map(({ content }) => content)).toEqual(['hello', 'in time'])
    expect(await ledger(job_id)).toMatchObject([{ attempt: 1 }, { attempt: 2 }])
  })

  it('is also fenced after the job has ended', async () => {
    const { job_id, conversation_id } = await accept()
    const { version: before } = await conversationOf(conversation_id)
    const late = await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds)
    await settleAttempt((await claim(job_id)).job, { status: 'failed', failure })
    expect(await settleAttempt(late.job, completedWith('too late'))).toBeUndefined()
    expect(await messagesOf(conversation_id)).toHaveLength(1)
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'failed' })
    expect(await conversationOf(conversation_id)).toEqual({ version: before, open_jobs: 0 })
  })

  it('writes one ledger row, however often it tries', async () => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    for (let i = 0; i < 3; i++) await settleAttempt(job, { status: 'failed', failure, spent })
    expect(await ledger(job_id)).toHaveLength(1)
  })
})

describe('a retry', () => {
  it('queues the job for later and does not change the conversation', async () => {
    const { job_id, conversation_id } = await accept()
    const { version: before } = await conversationOf(conversation_id)
    const { job } = await claim(job_id)
    const ended = await settleAttempt(job, { status: 'queued', delaySeconds: 12.5, failure })
    expect(ended).toMatchObject({ openJobs: 0 })
    const row = await jobRow(database, job_id)
    expect(row).toMatchObject({
      status: 'queued',
      attempt: 1,
      lease_until: null,
      finished_at: null,
      error_code: 'model_failed',
      error_message: 'It failed.',
    })
    const wait = (row.next_attempt_at as Date).getTime() - (row.dispatched_at as Date).getTime()
    expect(wait).toBe(12_500)
    expect(await conversationOf(conversation_id)).toEqual({ version: before, open_jobs: 1 })
    expect(await messagesOf(conversation_id)).toHaveLength(1)
    expect(await ledger(job_id)).toEqual([])
  })

  it('writes the tokens of each attempt to the ledger', async () => {
    const { job_id } = await accept()
    for (let i = 0; i < 3; i++)
      await settleAttempt((await claim(job_id)).job, { status: 'queued', failure, spent })
    await settleAttempt((await claim(job_id)).job, completedWith('at last'))
    expect((await ledger(job_id)).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4])
  })
})

describe('a permanent failure', () => {
  it('ends the job and changes no history', async () => {
    const { job_id, conversation_id } = await accept()
    const { version: before } = await conversationOf(conversation_id)
    const { job } = await claim(job_id)
    expect(await settleAttempt(job, { status: 'failed', failure, spent })).toMatchObject({ version: before })
    expect(toJobView((await findJob(job_id))!)).toMatchObject({ status: 'failed', error: failure })
    expect(await conversationOf(conversation_id)).toEqual({ version: before, open_jobs: 0 })
    expect(await messagesOf(conversation_id)).toHaveLength(1)
    expect(await ledger(job_id)).toHaveLength(1)
  })
})

describe('a failure', () => {
  const noted = async (jobId: string) =>
    (await database.query('select * from usage_failures where job_id = $1 order by attempt', [jobId])).rows

  it('is recorded each time when it is permanent, with the model that was called', async () => {
    const { job_id } = await accept()
    await settleAttempt((await claim(job_id)).job, { status: 'queued', failure, model: 'a', spent })
    expect(await noted(job_id)).toEqual([])
    const fail = async (model?: string) =>
      settleAttempt((await claim(job_id)).job, { status: 'failed', failure, model })
    await fail('b')
    await reviveJobs({ jobIds: [job_id], limit: 1 })
    await fail()
    expect(await noted(job_id)).toMatchObject([
      { attempt: 2, model: 'b', error_code: 'model_failed', user_id: expect.any(Number) },
      { attempt: 3, model: 'unknown' },
    ])
    expect(await ledger(job_id)).toMatchObject([{ attempt: 1, is_answer: false }])
  })

  it('is recorded with the model that the caller named, if its job was abandoned', async () => {
    const { job_id } = await accept({ model: 'named' })
    await outlive(database, job_id)
    await settleAttempt(
      { id: job_id, attempt: 1, abandoned: true },
      { status: 'failed', failure, model: 'own' },
    )
    expect(await noted(job_id)).toMatchObject([{ model: 'named' }])
  })
})

describe('an abandoned job', () => {
  const settleAbandoned = (id: string, attempt: number) =>
    settleAttempt({ id, attempt, abandoned: true }, { status: 'failed', failure })

  it('is ended only when its lease has expired', async () => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    await database.query('update jobs set deadline_at = now() where id = $1', [job_id])
    expect(await settleAbandoned(job_id, job.attempt)).toBeUndefined()
    await age(database, job_id, tunables.leaseSeconds)
    expect(await settleAbandoned(job_id, job.attempt)).toBeDefined()
    expect(await settleAbandoned(job_id, job.attempt)).toBeUndefined()
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'failed' })
  })

  it('is ended while it is queued', async () => {
    const { job_id } = await accept()
    await outlive(database, job_id)
    expect(await settleAbandoned(job_id, 1)).toBeDefined()
  })

  it('is not ended while it has attempts and time', async () => {
    const { job_id } = await accept()
    expect(await settleAbandoned(job_id, 0)).toBeUndefined()
    await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds)
    expect(await settleAbandoned(job_id, 1)).toBeUndefined()
  })

  it('is not ended after a redrive', async () => {
    const { job_id } = await accept()
    await outlive(database, job_id)
    expect(await settleAbandoned(job_id, 1)).toBeDefined()
    await reviveJobs({ jobIds: [job_id], limit: 1 })
    expect(await settleAbandoned(job_id, 1)).toBeUndefined()
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'queued', attempt: 1 })
  })

  it('is not ended when another attempt has claimed it meanwhile', async () => {
    const { job_id } = await accept()
    await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds)
    await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds)
    expect(await settleAbandoned(job_id, 1)).toBeUndefined()
    expect(await jobRow(database, job_id)).toMatchObject({ status: 'running', attempt: 2 })
  })
})
