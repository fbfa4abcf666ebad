import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimJob, renewLease } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import { accept, age, claim, completedWith, jobRow } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const leaseSecondsLeft = async (jobId: string) => {
  const { rows } = await database.query(
    'select extract(epoch from lease_until - now())::float as seconds from jobs where id = $1',
    [jobId],
  )
  return rows[0].seconds as number
}

describe('renewLease', () => {
  it('extends the lease to its whole time again', async () => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds - 5)
    expect(await leaseSecondsLeft(job_id)).toBeLessThanOrEqual(5)
    expect(await renewLease(job)).toBe(true)
    expect(await leaseSecondsLeft(job_id)).toBeGreaterThan(tunables.leaseSeconds - 30)
  })

  it('keeps the job after its lease has expired if no other attempt has claimed it', async () => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds + 1)
    expect(await renewLease(job)).toBe(true)
    expect((await claimJob(job_id, null))?.state).toBe('taken')
  })

  it('fails when another attempt has the job, and does not change that one', async () => {
    const { job_id } = await accept()
    const { job: late } = await claim(job_id)
    await age(database, job_id, tunables.leaseSeconds + 1)
    await claim(job_id)
    const before = await jobRow(database, job_id)
    expect(await renewLease(late)).toBe(false)
    expect(await settleAttempt(late, completedWith('too late'))).toBeUndefined()
    expect(await jobRow(database, job_id)).toEqual(before)
  })

  it('fails when the attempt has ended', async () => {
    const { job_id } = await accept()
    const { job } = await claim(job_id)
    await settleAttempt(job, { status: 'queued' })
    expect(await renewLease(job)).toBe(false)
  })
})

describe('a conversation', () => {
  it('has one running job, however many are claimed at once', async () => {
    const userId = newUser()
    const first = await accept({ userId })
    const jobs = [first.job_id]
    for (let i = 0; i < 4; i++) {
      const { job_id } = await accept({ userId, conversationId: first.conversation_id })
      jobs.push(job_id)
    }
    for (let round = 0; round < 10; round++) {
      const claims = await Promise.all([...jobs, ...jobs].map((jobId) => claimJob(jobId, null)))
      const claimed = claims.filter((each) => each?.state === 'claimed')
      expect(claimed.map((each) => each!.job.id)).toEqual([jobs[0]])
      await settleAttempt(claimed[0]!.job, { status: 'queued' })
    }
  })

  it('first continues the job whose worker died, even if an earlier one was queued again meanwhile', async () => {
    const userId = newUser()
    const first = await accept({ userId })
    const second = await accept({ userId, conversationId: first.conversation_id })
    await settleAttempt((await claim(first.job_id)).job, { status: 'failed' })
    await claim(second.job_id)
    await database.query(`update jobs set status = 'queued', finished_at = null where id = $1`, [
      first.job_id,
    ])
    expect((await claimJob(first.job_id, null))?.state).toBe('taken')
    await age(database, second.job_id, tunables.leaseSeconds + 1)
    expect((await claimJob(first.job_id, null))?.state).toBe('taken')
    const { job } = await claim(second.job_id)
    await settleAttempt(job, completedWith('second'))
    expect((await claimJob(first.job_id, null))?.state).toBe('claimed')
  })
})
