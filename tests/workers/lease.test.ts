import { beforeAll, describe, expect, it, vi } from 'vitest'
import { cancel } from '#lib/jobs/end'
import { cancelJobs } from '#lib/jobs/store'
import { kv } from '#lib/kv/index'
import { circuitsKey } from '#lib/models/circuit'
import { tunables } from '#lib/tunables'
import { accept, age, jobRow } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ledger, run, view } from '#tests/support/worker'

vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return {
    tunables: {
      ...tunables,
      circuitCacheMs: 0 as 1_000,
      watchAfterMs: 50 as 1_000,
      leaseRenewSeconds: 0.2 as 15,
    },
  }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

/** A job whose model call has started and does not end by itself. */
async function hanging(input = {}) {
  const message = script(unique('hangs'), { broken: 'hang' }, { answer: 'again' })
  const accepted = await accept({ message, ...input })
  const running = run(accepted)
  await vi.waitFor(() => expect(services.model.calls(message)).toHaveLength(1), { timeout: 60_000 })
  return { accepted, running, message }
}

const estimate = { attempt: 1, estimated: true, completion_tokens: 0 }

describe('a running attempt of a cancelled job', () => {
  it('aborts its model call on the announcement, and records only the tokens of the prompt', async () => {
    const userId = newUser()
    const { accepted, running, message } = await hanging({ userId })
    const next = await accept({ userId, conversationId: accepted.conversation_id })
    await cancel({ jobId: accepted.job_id }, 'Enough.')
    expect(await running).toEqual({ kind: 'duplicate' })
    const rows = await ledger(services.database, accepted.job_id)
    expect(rows).toMatchObject([estimate])
    expect(rows[0].prompt_tokens).toBeGreaterThan(0)
    expect(rows[0].total_tokens).toBe(rows[0].prompt_tokens)
    expect(await view(accepted.job_id)).toMatchObject({ status: 'cancelled', error: { message: 'Enough.' } })
    expect(services.model.calls(message)).toHaveLength(1)
    expect(services.sentJobs()).toContain(next.job_id)
  })

  it('lets another job probe the circuit instead', async () => {
    const seen = `${tunables.circuitFailuresMax}:1`
    await kv().hset(circuitsKey, { probed: seen })
    const { accepted, running } = await hanging({ model: 'probed' })
    expect(await kv().hget(circuitsKey, 'probed')).not.toBe(seen)
    await cancel({ jobId: accepted.job_id }, 'Enough.')
    await running
    expect(await kv().hget(circuitsKey, 'probed')).toBe(seen)
  })

  it('finds out at the next lease renewal without an announcement', async () => {
    const { accepted, running } = await hanging()
    await cancelJobs({ jobId: accepted.job_id }, 'Enough.')
    expect(await running).toEqual({ kind: 'duplicate' })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([estimate])
  })
})

describe('a long model call', () => {
  it('keeps its lease, so no other worker takes the job', async () => {
    const message = script(unique('slow'), { answer: 'at last', held: true })
    const accepted = await accept({ message })
    const running = run(accepted)
    await vi.waitFor(() => expect(services.model.calls(message)).toHaveLength(1), { timeout: 60_000 })
    await age(services.database, accepted.job_id, 59)
    const { lease_until } = await jobRow(services.database, accepted.job_id)
    await vi.waitFor(async () => {
      const row = await jobRow(services.database, accepted.job_id)
      expect((row.lease_until as Date) > (lease_until as Date)).toBe(true)
    }, 60_000)
    expect(await run(accepted)).toEqual({ kind: 'duplicate' })
    services.model.release(message)
    expect(await running).toEqual({ kind: 'done' })
    expect(await view(accepted.job_id)).toMatchObject({ response: 'at last', attempts: 1 })
  })

  it('is aborted when another attempt has taken over, and only that one answers', async () => {
    const { accepted, running, message } = await hanging()
    await age(services.database, accepted.job_id, 3_600)
    await services.database.query('update jobs set deadline_at = null where id = $1', [accepted.job_id])
    // The renewal may come first. Then the lease is valid again, and the clock has to be moved again.
    await vi.waitFor(async () => {
      await services.database.query(`update jobs set lease_until = now() where id = $1 and attempt = 1`, [
        accepted.job_id,
      ])
      expect(await run(accepted)).toEqual({ kind: 'done' })
    }, 60_000)
    expect(await running).toEqual({ kind: 'duplicate' })
    expect(services.model.calls(message)).toHaveLength(2)
    expect(await view(accepted.job_id)).toMatchObject({ response: 'again' })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([
      estimate,
      { attempt: 2, estimated: false },
    ])
  })
})
