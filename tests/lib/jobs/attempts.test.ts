import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { pagePositionOf } from '#lib/api/paging'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { attemptKey, findAttempts } from '#lib/jobs/attempts-store'
import { cancelJobs, findJob, reviveJobs } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { useDatabase } from '#tests/support/database'
import { accept, answerJob, claim, completedWith, spent } from '#tests/support/jobs'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const place = (input = {}) => pagePositionOf({ limit: 50, offset: 0, ...input }, attemptKey)
const attemptsOf = async (jobId: string, input = {}) =>
  (await findAttempts(jobId, null, place(input)))!.items.map(
    ({ attempt, outcome, model, error_code, has_cost, started_at, ended_at }) => ({
      attempt,
      outcome,
      model,
      code: error_code,
      has_cost,
      isTimed: started_at !== null && (ended_at === null || ended_at >= started_at),
      hasEnded: ended_at !== null,
    }),
  )
const failure = { code: 'model_unavailable', message: 'It is down.' }
const none = { model: null, code: null, has_cost: false, isTimed: true, hasEnded: true }

describe('the attempts of a job', () => {
  it('show how each ended, which model it called, and whether it had a cost', async () => {
    const { job_id: id } = await accept()
    expect(await attemptsOf(id)).toEqual([])
    const ends = [
      { status: 'queued', failure, model: 'first-model' },
      { status: 'queued', failure, counts: false },
      { status: 'queued', counts: false },
      { status: 'queued', failure, model: 'second-model', spent },
    ] as const
    for (const end of ends) await settleAttempt((await claim(id)).job, end)
    const { job } = await claim(id)
    const ended = [
      { ...none, attempt: 1, outcome: 'failed', model: 'first-model', code: failure.code },
      { ...none, attempt: 2, outcome: 'deferred', code: failure.code },
      { ...none, attempt: 3, outcome: 'released' },
      { ...none, attempt: 4, outcome: 'failed', model: spent.model, code: failure.code, has_cost: true },
    ]
    const running = { ...none, attempt: 5, outcome: 'running', model: 'second-model', hasEnded: false }
    expect(await attemptsOf(id)).toEqual([...ended, running])
    await settleAttempt(job, completedWith('At last'))
    const last = { ...none, attempt: 5, outcome: 'completed', model: spent.model, has_cost: true }
    expect(await attemptsOf(id)).toEqual([...ended, last])
    expect(await attemptsOf(id, { limit: 2, offset: 1 })).toEqual([ended[1], ended[2]])
    const after = pagePositionOf({ limit: 1, offset: 0 }, attemptKey)
    expect((await findAttempts(id, null, { ...after, key: ['4'] }))!.items).toMatchObject([{ attempt: 5 }])
  })

  it('include a lost one, a cancelled one, and those before a redrive', async () => {
    const { job_id: lost } = await accept()
    await claim(lost)
    await database.query(`update jobs set lease_until = now() - interval '1 second' where id = $1`, [lost])
    await claim(lost)
    await cancelJobs({ jobId: lost }, 'No more.')
    expect(await attemptsOf(lost)).toMatchObject([
      { attempt: 1, outcome: 'lost' },
      { attempt: 2, outcome: 'cancelled', code: null },
    ])

    const { job_id: dead } = await accept()
    await settleAttempt((await claim(dead)).job, { status: 'failed', failure, model: 'dead-model' })
    expect(toJobView((await findJob(dead))!)).toMatchObject({ status: 'failed', model: 'dead-model' })
    await reviveJobs({ jobIds: [dead], limit: 1 })
    await answerJob(dead)
    expect(await attemptsOf(dead)).toMatchObject([
      { attempt: 1, outcome: 'failed', model: 'dead-model' },
      { attempt: 2, outcome: 'completed', model: spent.model },
    ])
  })

  it('are built from the job and the ledger when an older version did not record them', async () => {
    const { job_id: id } = await accept()
    await settleAttempt((await claim(id)).job, { status: 'queued', failure, spent })
    await settleAttempt((await claim(id)).job, { status: 'failed', failure, model: 'old-model' })
    await database.query('delete from job_attempts where job_id = $1', [id])
    await database.query('update jobs set attempt_started_at = null where id = $1', [id])
    expect(await attemptsOf(id)).toEqual([
      { ...none, attempt: 1, outcome: null, model: spent.model, has_cost: true },
      { ...none, attempt: 2, outcome: 'failed', model: 'old-model', code: failure.code, isTimed: false },
    ])
  })
})
