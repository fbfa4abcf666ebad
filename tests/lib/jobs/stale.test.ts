import type { Client } from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { cancelJobs, findJob, findStale, markDispatched } from '#lib/jobs/store'
import type { JobRow } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import { accept, age, answerJob, claim } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

const patience = tunables.redispatchSeconds

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})
beforeEach(() => database.query('truncate users cascade'))

const staleIds = async () => (await findStale()).map(({ id }) => id)

describe('findStale', () => {
  it('finds a queued job that no worker has claimed for some time', async () => {
    const userId = newUser()
    const { job_id, conversation_id } = await accept({ userId })
    expect(await staleIds()).toEqual([])
    await age(database, job_id, patience + 1)
    expect(await findStale()).toMatchObject([
      { id: job_id, user_id: userId, conversation_id, status: 'queued', attempt: 0, now: expect.any(Date) },
    ])
  })

  it('finds a running job whose lease has expired', async () => {
    const { job_id } = await accept()
    await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds - 20)
    expect(await staleIds()).toEqual([])
    await age(database, job_id, 20)
    expect(await staleIds()).toEqual([job_id])
  })

  it('does not find jobs that wait for their retry or turn, or have ended', async () => {
    const userId = newUser()
    const ended = await accept()
    await answerJob(ended.job_id)
    const retried = await accept()
    await settleAttempt((await claim(retried.job_id)).job, { status: 'queued', delaySeconds: 600 })
    const first = await accept({ userId })
    const second = await accept({ userId, conversationId: first.conversation_id })
    for (const { job_id } of [ended, retried, first, second]) await age(database, job_id, patience + 1)
    expect(await staleIds()).toEqual([first.job_id])
  })

  it('returns one batch, those sent longest ago first', async () => {
    const over = 5
    const { job_id } = await accept()
    await database.query(
      `with started as (
         insert into conversations (user_id, last_turn, open_jobs)
         select user_id, 1, 1 from jobs, generate_series(1, $2::int) where id = $1 returning id, user_id
       )
       insert into jobs (id, user_id, conversation_id, turn, request_hash, deadline_at, dispatched_at, next_attempt_at)
       select 'lost_' || row_number() over (), user_id, id, 1, '', now() + interval '1 minute',
              now() - (100 + row_number() over ()) * interval '1 second', now() - interval '99 seconds' from started`,
      [job_id, tunables.sweepBatch + over],
    )
    const expected = Array.from(
      { length: tunables.sweepBatch },
      (_, i) => `lost_${tunables.sweepBatch + over - i}`,
    )
    expect(await staleIds()).toEqual(expected)
  })
})

describe('markDispatched', () => {
  async function lostJob(): Promise<JobRow> {
    const { job_id } = await accept()
    await age(database, job_id, patience + 1)
    return (await findJob(job_id))!
  }

  it('allows exactly one of twenty callers to send a job again', async () => {
    const job = await lostJob()
    const marks = await Promise.all(Array.from({ length: 20 }, () => markDispatched(job)))
    expect(marks.filter(Boolean)).toHaveLength(1)
    expect(await staleIds()).toEqual([])
    await age(database, job.id, patience + 1)
    expect(await markDispatched(job)).toBe(true)
  })

  it('rejects a job that was claimed or has ended meanwhile', async () => {
    const job = await lostJob()
    await claim(job.id)
    expect(await markDispatched(job)).toBe(false)
    const other = await lostJob()
    await cancelJobs({ jobId: other.id }, 'cancelled')
    await age(database, other.id, patience + 1)
    expect(await markDispatched(other)).toBe(false)
  })
})
