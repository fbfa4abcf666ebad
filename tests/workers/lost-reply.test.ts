import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { sendMessage } from '#lib/chat/operations'
import { listenForEnd } from '#lib/jobs/events'
import { kv } from '#lib/kv/index'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type LossyProxy, startLossyProxy } from '#tests/support/lossy'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { historyKey, ledger, run, versionOf, view } from '#tests/support/worker'

// A late attempt must end by itself, so its watch for cancellations starts late.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, watchAfterMs: 60_000 as 1_000 } }
})

let services: Services
let proxy: LossyProxy
beforeAll(async () => {
  services = await useServices('hosted')
  proxy = await startLossyProxy(process.env.NEON_PROXY_URL!)
  process.env.NEON_PROXY_URL = proxy.url
})
afterAll(() => proxy?.close())
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

const theEnd = 'settle_attempt('
const theRead = 'left join messages m on m.job_id = job.id'

/** Two turns of one conversation, the first with this message, and a subscription to its end. */
async function twoTurns(message: string) {
  const userId = newUser()
  const first = await accept({ userId, message })
  const second = await accept({ userId, conversationId: first.conversation_id })
  const subscription = listenForEnd(first.job_id)
  expect(await subscription.ready).toBe(true)
  return { first, second, subscription }
}

describe('the settlement of an attempt that committed, but whose reply was lost', () => {
  it.each([1, 2])(
    'is found by the retry, announced, and followed by the next turn (lost %i times)',
    async (times) => {
      const message = unique('answered')
      const { first, second, subscription } = await twoTurns(message)
      const before = proxy.lost()
      for (let i = 0; i < times; i++) proxy.loseReplyTo(theEnd)
      expect(await run(first)).toEqual({ kind: 'done' })
      expect(proxy.lost() - before).toBe(times)

      const job = await view(first.job_id)
      expect(job).toMatchObject({ status: 'completed', response: `echo: ${message}`, attempts: 1 })
      expect(await subscription.ended).toEqual(job)
      subscription.close()
      expect(services.sentJobs().filter((sent) => sent === second.job_id)).toHaveLength(1)
      expect(services.model.calls(message)).toHaveLength(1)
      expect(await ledger(services.database, first.job_id)).toHaveLength(1)
      // A later turn may be answered before the retry, so the history cached then must never be used.
      const version = await versionOf(services.database, first.conversation_id)
      expect(await kv().get(historyKey(first.conversation_id))).not.toMatchObject({ version })
      expect(await run(second)).toEqual({ kind: 'done' })
    },
  )

  it('is found when it is a permanent failure', async () => {
    const { first, second, subscription } = await twoTurns(script(unique('refused'), { status: 401 }))
    proxy.loseReplyTo(theEnd)
    expect(await run(first)).toEqual({ kind: 'dead', code: 'model_unauthorized' })
    expect(await subscription.ended).toMatchObject({ status: 'failed' })
    subscription.close()
    expect(services.sentJobs()).toContain(second.job_id)
  })

  it('is not confused with the settlement by another attempt', async () => {
    const message = script(unique('slow'), { answer: 'too late', held: true }, { answer: 'in time' })
    const accepted = await accept({ message })
    const slow = run(accepted)
    await vi.waitFor(() => expect(services.model.calls(message)).toHaveLength(1), { timeout: 60_000 })
    await age(services.database, accepted.job_id, 3_600)
    await services.database.query(`update jobs set deadline_at = now() + interval '1 hour' where id = $1`, [
      accepted.job_id,
    ])
    expect(await run(accepted)).toEqual({ kind: 'done' })
    proxy.loseReplyTo(theEnd)
    services.model.release(message)
    expect(await slow).toEqual({ kind: 'duplicate' })
    expect(await view(accepted.job_id)).toMatchObject({ response: 'in time', attempts: 2 })
  })
})

describe('a chat whose message is stored', () => {
  it('returns its job when the database cannot be read after that', async () => {
    const message = unique('accepted')
    const before = proxy.lost()
    proxy.loseReplyTo(theRead)
    const reply = await sendMessage.run({ userId: newUser(), message, wait: 1 }, owner)
    expect(proxy.lost() - before).toBe(1)
    expect(reply).toMatchObject({ status: 202, data: { jobId: expect.any(String), status: 'queued' } })
    const { jobId, conversationId } = reply.data as { jobId: string; conversationId: number }
    expect(await view(jobId)).toMatchObject({ status: 'queued', conversationId })
    expect(services.sentJobs()).toContain(jobId)
  })
})
