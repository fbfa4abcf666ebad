import { beforeAll, describe, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { listenForEnd } from '#lib/jobs/events'
import { getJob } from '#lib/jobs/operations'
import { readJob } from '#lib/jobs/read'
import { findJob } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'
import { accept, age, claim, outlive } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

const lostSeconds = tunables.redispatchSeconds + 1

let services: Services
beforeAll(async () => {
  services = await useServices()
})

describe('a read of a job', () => {
  it('sends a lost job again, once for twenty reads at once', async () => {
    const { job_id } = await accept()
    await readJob(job_id, null)
    expect(services.timesSent(job_id)).toBe(0)
    await age(services.database, job_id, lostSeconds)
    await Promise.all(Array.from({ length: 20 }, () => readJob(job_id, null)))
    expect(services.timesSent(job_id)).toBe(1)
  })

  it('ends a job past its deadline, announces it and sends the next job, once for twenty reads at once', async () => {
    const userId = newUser()
    const { job_id: first, conversation_id: conversationId } = await accept({ userId })
    const { job_id: second } = await accept({ userId, conversationId })
    await outlive(services.database, first)
    const subscription = listenForEnd(first)
    expect(await subscription.ready).toBe(true)
    const views = await Promise.all(Array.from({ length: 20 }, () => readJob(first, null)))
    const ended = toJobView((await findJob(first))!)
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' }, attempts: 1 })
    expect(views).toEqual(views.map(() => ended))
    expect(await subscription.ended).toEqual(ended)
    subscription.close()
    expect([services.timesSent(first), services.timesSent(second)]).toEqual([0, 1])
    expect((await getJob.run({ id: first, wait: 20 }, owner)).data).toEqual(ended)
  })

  it('never ends a job that no worker has claimed, however old', async () => {
    const { job_id } = await accept()
    await age(services.database, job_id, 100 * tunables.deadlineSeconds)
    expect(await readJob(job_id, null)).toMatchObject({ status: 'queued' })
    expect(services.timesSent(job_id)).toBe(1)
    expect((await claim(job_id)).job.attempt).toBe(1)
  })

  it('does not end a job past its deadline while a worker holds its lease', async () => {
    const { job_id } = await accept()
    await claim(job_id)
    await services.database.query(`update jobs set deadline_at = now() - interval '1 hour' where id = $1`, [
      job_id,
    ])
    expect(await readJob(job_id, null)).toMatchObject({ status: 'running' })
  })
})
