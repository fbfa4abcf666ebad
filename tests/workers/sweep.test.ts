import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { listenForEnd } from '#lib/jobs/events'
import { findJob } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'
import { accept, age, answerJob, claim, completedWith, outlive } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'
import { sweep } from '#workers/sweep'

const lostSeconds = tunables.redispatchSeconds + 1

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
beforeEach(() => services.database.query('truncate users cascade'))

const view = async (jobId: string) => toJobView((await findJob(jobId))!)

/** A conversation with this many unanswered messages. */
async function queuedTurns(turns: number) {
  const userId = newUser()
  const jobs: string[] = []
  let conversationId: number | undefined
  for (let i = 0; i < turns; i++) {
    const accepted = await accept({ userId, conversationId })
    conversationId = accepted.conversation_id
    jobs.push(accepted.job_id)
  }
  return { jobs, conversationId: conversationId! }
}

describe('sweep', () => {
  it('does nothing when no job is lost', async () => {
    const { jobs } = await queuedTurns(2)
    expect(await sweep()).toEqual({ kind: 'done' })
    await claim(jobs[0]!)
    expect(await sweep()).toEqual({ kind: 'done' })
    expect(jobs.map(services.timesSent)).toEqual([0, 0])
  })

  it('sends a lost job again, and not a second time until that one has had its time', async () => {
    const { job_id } = await accept()
    await age(services.database, job_id, lostSeconds)
    await sweep()
    await sweep()
    expect(services.timesSent(job_id)).toBe(1)
    await age(services.database, job_id, lostSeconds)
    await sweep()
    expect(services.timesSent(job_id)).toBe(2)
    expect(await view(job_id)).toMatchObject({ status: 'queued', attempts: 0 })
  })

  it('sends the job of a dead worker again, and the next attempt takes it over', async () => {
    const { job_id } = await accept()
    await claim(job_id)
    await age(services.database, job_id, tunables.leaseSeconds + lostSeconds)
    await sweep()
    expect(services.timesSent(job_id)).toBe(1)
    expect((await claim(job_id)).job.attempt).toBe(2)
  })

  it('sends the next turn if the worker that ended the one before it died before sending it', async () => {
    const { jobs } = await queuedTurns(2)
    await age(services.database, jobs[1]!, tunables.deadlineSeconds + 1)
    await settleAttempt((await claim(jobs[0]!)).job, completedWith('a'))
    await age(services.database, jobs[1]!, lostSeconds)
    await sweep()
    expect(jobs.map(services.timesSent)).toEqual([0, 1])
    expect(await view(jobs[1]!)).toMatchObject({ status: 'queued' })
  })

  it('leaves a later turn to the end of the one before it', async () => {
    const { jobs } = await queuedTurns(2)
    for (const job of jobs) await age(services.database, job, lostSeconds)
    await sweep()
    expect(jobs.map(services.timesSent)).toEqual([1, 0])
  })

  it('leaves a job that waits for its retry', async () => {
    const { job_id } = await accept()
    await settleAttempt((await claim(job_id)).job, { status: 'queued', delaySeconds: 600 })
    await age(services.database, job_id, lostSeconds)
    await sweep()
    expect(services.timesSent(job_id)).toBe(0)
  })

  it('fails a job past its deadline, notifies waiting callers, and sends the next', async () => {
    const { jobs, conversationId } = await queuedTurns(3)
    const [first, second, third] = jobs as [string, string, string]
    await outlive(services.database, first)
    const subscription = listenForEnd(first)
    expect(await subscription.ready).toBe(true)
    await sweep()
    const job = await view(first)
    expect(job).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } })
    expect(await subscription.ended).toEqual(job)
    subscription.close()
    expect([services.timesSent(first), services.timesSent(second), services.timesSent(third)]).toEqual([
      0, 1, 0,
    ])
    expect(await view(second)).toMatchObject({ status: 'queued' })
    await answerJob(second)
    const { rows } = await services.database.query('select open_jobs from conversations where id = $1', [
      conversationId,
    ])
    expect(rows).toEqual([{ open_jobs: 1 }])
  })

  it('never fails a job that no worker has claimed, however old, so an outage of the queue loses nothing', async () => {
    const { job_id } = await accept()
    for (let sweeps = 1; sweeps <= 3; sweeps++) {
      await age(services.database, job_id, 100 * tunables.deadlineSeconds)
      await sweep()
      expect(await view(job_id)).toMatchObject({ status: 'queued', attempts: 0 })
      expect(services.timesSent(job_id)).toBe(sweeps)
    }
    expect((await claim(job_id)).job.secondsToDeadline).toBeGreaterThan(tunables.deadlineSeconds - 60)
  })

  it('fails a job that has no attempts left, with its last error', async () => {
    const { job_id } = await accept()
    const failure = { code: 'model_failed', message: 'It failed.' }
    await settleAttempt((await claim(job_id)).job, { status: 'queued', failure })
    await services.database.query('update jobs set attempt = $2 where id = $1', [
      job_id,
      tunables.attemptsMax - 1,
    ])
    await claim(job_id)
    await age(services.database, job_id, tunables.leaseSeconds / 2)
    await sweep()
    expect(await view(job_id)).toMatchObject({ status: 'running' })
    await age(services.database, job_id, tunables.leaseSeconds)
    await sweep()
    expect(await view(job_id)).toMatchObject({
      status: 'failed',
      error: failure,
      attempts: tunables.attemptsMax,
    })
    expect(services.timesSent(job_id)).toBe(0)
  })

  it('is safe when it runs many times at once', async () => {
    const lost = await Promise.all(Array.from({ length: 30 }, () => accept()))
    for (const { job_id } of lost) await age(services.database, job_id, lostSeconds)
    const { jobs } = await queuedTurns(2)
    await outlive(services.database, jobs[0]!)
    await Promise.all(Array.from({ length: 8 }, () => sweep()))
    expect(lost.map(({ job_id }) => services.timesSent(job_id))).toEqual(lost.map(() => 1))
    expect(await view(jobs[0]!)).toMatchObject({ status: 'failed' })
    expect(await view(jobs[1]!)).toMatchObject({ status: 'queued' })
    expect(services.timesSent(jobs[1]!)).toBe(1)
  })

  it('is safe for a worker that claims at the same time', async () => {
    for (let i = 0; i < 20; i++) {
      const { job_id } = await accept()
      await age(services.database, job_id, lostSeconds)
      const [, claimed] = await Promise.all([sweep(), claim(job_id)])
      expect(await settleAttempt(claimed.job, completedWith('a'))).toBeDefined()
      expect(await view(job_id)).toMatchObject({ status: 'completed', attempts: 1 })
    }
  })

  it('handles any number of lost jobs, batch by batch', async () => {
    const { job_id } = await accept()
    const all = tunables.sweepBatch + 20
    await services.database.query(
      `with started as (
         insert into conversations (user_id, last_turn, open_jobs)
         select user_id, 1, 1 from jobs, generate_series(2, $2::int) where id = $1 returning id, user_id
       )
       insert into jobs (id, user_id, conversation_id, turn, request_hash, deadline_at, dispatched_at, next_attempt_at)
       select 'lost_' || id, user_id, id, 1, '', now() + interval '1 hour', past, past
       from started, (select now() - interval '1 hour' as past) as long_ago`,
      [job_id, all],
    )
    await age(services.database, job_id, lostSeconds)
    const before = services.sentJobs().length
    await sweep()
    expect(services.sentJobs().length - before).toBe(tunables.sweepBatch)
    await sweep()
    expect(services.sentJobs().length - before).toBe(all)
    await sweep()
    expect(services.sentJobs().length - before).toBe(all)
  })
})

describe('a sweep whose queue is down', () => {
  it('still fails the jobs past their deadline, and a later one sends the lost jobs', async () => {
    const [lost, hopeless] = [await accept(), await accept()]
    await age(services.database, lost.job_id, lostSeconds)
    await outlive(services.database, hopeless.job_id)
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => logged.mockRestore())
    await services.queue.breakDown()
    expect(await sweep()).toEqual({ kind: 'done' })
    expect(await view(hopeless.job_id)).toMatchObject({ status: 'failed' })
    expect(logged.mock.calls.join()).toContain('queue.unavailable')
    const row = await findJob(lost.job_id)
    expect(row).toMatchObject({ status: 'queued', attempt: 0 })
  })
})
