import { beforeAll, describe, expect, it, vi } from 'vitest'
import { findBudgets, setBudget } from '#lib/budgets/store'
import { sweepLostCalls } from '#lib/jobs/attempt/lost'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { spillAnswer } from '#lib/jobs/attempt/spill'
import { cancelJobs } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { accept, age, claim, completedWith, outlive, spent } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'
import { sweep } from '#workers/sweep'

// The call of a cancelled job must end by itself, so its watch for cancellations starts late.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, watchAfterMs: 60_000 as 1_000 } }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
})

const rows = (jobId: string) => ledger(services.database, jobId)
const lost = async (jobId: string) =>
  (await services.database.query('select attempt from lost_calls where job_id = $1', [jobId])).rows

/** A user with a budget and a job whose process died in its first attempt. */
async function jobOfDeadProcess(message = unique('lost')) {
  const userId = newUser()
  const accepted = await accept({ userId, message })
  await setBudget({ userId, period: 'day', unit: 'tokens', soft: null, hard: '100000' })
  const { job } = await claim(accepted.job_id)
  await age(services.database, accepted.job_id, tunables.leaseSeconds + 1)
  const spentTokens = async () => Number((await findBudgets(userId))![0]!.spent)
  return { accepted, job, jobId: accepted.job_id, spentTokens }
}

const estimate = { attempt: 1, estimated: true, completion_tokens: 0 }

describe('a model call of a process that died', () => {
  it('is recorded as estimated when the next attempt starts, and counts in budgets', async () => {
    const { accepted, jobId, spentTokens } = await jobOfDeadProcess()
    expect(await run(accepted)).toEqual({ kind: 'done' })
    const entered = await rows(jobId)
    expect(entered).toMatchObject([estimate, { attempt: 2, estimated: false }])
    expect(entered[0].prompt_tokens).toBeGreaterThan(0)
    expect(await spentTokens()).toBe(entered[0].total_tokens + entered[1].total_tokens)
    expect(await lost(jobId)).toEqual([])
  })

  it('has only one row, however many processes die after it', async () => {
    const { accepted, jobId } = await jobOfDeadProcess()
    await claim(jobId)
    await age(services.database, jobId, tunables.leaseSeconds + 1)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(await rows(jobId)).toMatchObject([estimate, { ...estimate, attempt: 2 }, { attempt: 3 }])
  })

  it('is recorded with its real cost if the process is alive after all', async () => {
    const { accepted, job, jobId, spentTokens } = await jobOfDeadProcess()
    await run(accepted)
    expect(await settleAttempt(job, completedWith('too late'))).toBeUndefined()
    const entered = await rows(jobId)
    expect(entered).toMatchObject([
      { attempt: 1, estimated: false, total_tokens: spent.totalTokens },
      { attempt: 2, estimated: false },
    ])
    expect(await spentTokens()).toBe(spent.totalTokens + entered[1].total_tokens)
  })

  it('is recorded by the sweep that fails its job', async () => {
    const { jobId } = await jobOfDeadProcess()
    await age(services.database, jobId, tunables.deadlineSeconds + 1)
    await sweep()
    expect(await view(jobId)).toMatchObject({ status: 'failed' })
    expect(await rows(jobId)).toMatchObject([estimate])
    await sweep()
    expect(await rows(jobId)).toHaveLength(1)
  })

  it("is recorded by the sweep after its job was cancelled, when the worker's time is over", async () => {
    const accepted = await accept()
    await claim(accepted.job_id)
    await cancelJobs({ jobId: accepted.job_id }, 'Enough.')
    await sweepLostCalls()
    expect(await rows(accepted.job_id)).toEqual([])
    await services.database.query('update lost_calls set due_at = now()')
    await sweepLostCalls()
    expect(await rows(accepted.job_id)).toMatchObject([estimate])
  })

  it('does not exist when no attempt was running', async () => {
    const accepted = await accept()
    await outlive(services.database, accepted.job_id)
    await sweep()
    expect(await view(accepted.job_id)).toMatchObject({ status: 'failed' })
    expect(await rows(accepted.job_id)).toEqual([])
  })
})

describe('an answer that a dead process left in KV', () => {
  it('is stored by the next attempt at its real cost, without a model call', async () => {
    const message = unique('left')
    const { accepted, job, jobId, spentTokens } = await jobOfDeadProcess(message)
    const { answer } = completedWith('left behind')
    await spillAnswer(job, { ...answer, spent })
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(await view(jobId)).toMatchObject({ status: 'completed', response: 'left behind', attempts: 2 })
    expect(services.model.calls(message)).toHaveLength(0)
    expect(await rows(jobId)).toMatchObject([
      { attempt: 1, estimated: false, is_answer: true, total_tokens: spent.totalTokens },
    ])
    expect(await spentTokens()).toBe(spent.totalTokens)
  })
})

describe('a cancellation at the end of a call', () => {
  it.each([
    ['an answer', { answer: 'too late', held: true }],
    ['an empty answer', { answer: '', held: true }],
  ])('records the real cost of %s', async (_, step) => {
    const message = script(unique('meets'), step)
    const accepted = await accept({ message })
    const running = run(accepted)
    await vi.waitFor(() => expect(services.model.calls(message)).toHaveLength(1), { timeout: 60_000 })
    await cancelJobs({ jobId: accepted.job_id }, 'Enough.')
    services.model.release(message)
    expect(await running).toEqual({ kind: 'duplicate' })
    expect(await rows(accepted.job_id)).toMatchObject([{ attempt: 1, estimated: false }])
    expect(await lost(accepted.job_id)).toEqual([])
  })
})

describe('a call without a usable answer', () => {
  it('is recorded as estimated when the answer broke off', async () => {
    const accepted = await accept({ message: script(unique('cut'), { broken: 'cut' }) })
    await run(accepted)
    expect(await rows(accepted.job_id)).toMatchObject([estimate])
  })

  it('costs nothing when the response was not JSON', async () => {
    const accepted = await accept({ message: script(unique('page'), { broken: 'not json' }) })
    await run(accepted)
    expect(await rows(accepted.job_id)).toEqual([])
  })
})
