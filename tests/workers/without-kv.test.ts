import { beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { sendMessage } from '#lib/chat/operations'
import { readCache } from '#lib/jobs/attempt/cache'
import { completion } from '#lib/jobs/attempt/run'
import { getJob } from '#lib/jobs/operations'
import type { JobView } from '#lib/jobs/schema'
import { findJob } from '#lib/jobs/store'
import { getUser } from '#lib/users/operations'
import { accept, jobRow, outlive } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { isHosted } from '#tests/support/profile'
import { sweep } from '#workers/sweep'

// The tests change the circuits.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, circuitCacheMs: 0 as 1_000 } }
})

let services: Services
let logged: MockInstance
beforeAll(async () => {
  services = await useServices()
  await services.kv.close()
  logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

const events = (use: string) =>
  logged.mock.calls.map(([line]) => JSON.parse(line)).filter((e) => e.use === use)
const run = ({ job_id: jobId, conversation_id: conversationId }: Awaited<ReturnType<typeof accept>>) =>
  completion({ jobId, conversationId })

describe('without KV', () => {
  it('the cache is empty, and the log has the reason', async () => {
    expect(await readCache(1)).toEqual({ cached: null, circuits: {} })
    expect(events(isHosted ? 'history' : 'circuits').at(-1)).toMatchObject({
      level: 'warn',
      event: 'kv.unavailable',
    })
  })

  it('a job gets its answer with the history from the database', async () => {
    const userId = newUser()
    const first = await accept({ userId, message: 'first' })
    expect(await run(first)).toEqual({ kind: 'done' })
    const message = `second ${crypto.randomUUID()}`
    const second = await accept({ userId, conversationId: first.conversation_id, message })
    expect(await run(second)).toEqual({ kind: 'done' })
    const [call] = services.model.calls(message)
    expect(call!.messages.map(({ content }) => content)).toEqual(['first', 'echo: first', message])
    expect(events('answer').at(-1)).toMatchObject({ event: 'kv.unavailable' })
    expect(JSON.stringify(logged.mock.calls)).not.toContain('echo: first')
  })

  it('an answer still sends the next turn', async () => {
    const userId = newUser()
    const first = await accept({ userId })
    const second = await accept({ userId, conversationId: first.conversation_id })
    await run(first)
    expect(services.sentJobs()).toContain(second.job_id)
  })

  it('a permanent failure ends its job', async () => {
    const accepted = await accept({ message: script('refused', { status: 401 }) })
    expect(await run(accepted)).toEqual({ kind: 'dead', code: 'model_unauthorized' })
    expect(await jobRow(services.database, accepted.job_id)).toMatchObject({ status: 'failed' })
  })

  it('the sweep fails jobs past their deadline and sends the next turn', async () => {
    const userId = newUser()
    const first = await accept({ userId })
    const second = await accept({ userId, conversationId: first.conversation_id })
    await outlive(services.database, first.job_id)
    expect(await sweep()).toEqual({ kind: 'done' })
    expect(await findJob(first.job_id)).toMatchObject({ status: 'failed' })
    expect(services.sentJobs()).toContain(second.job_id)
  })

  it('a long poll gets the answer by reading the database', async () => {
    const accepted = await accept()
    const reply = getJob.run({ id: accepted.job_id, wait: 40 }, owner)
    await run(accepted)
    expect((await reply).data as JobView).toMatchObject({ status: 'completed', response: 'echo: hello' })
  })

  it('a chat gets its answer by reading the database', async () => {
    const message = `hello ${crypto.randomUUID()}`
    const reply = sendMessage.run({ userId: newUser(), message, wait: 40 }, owner)
    const sent = await vi.waitFor(async () => {
      const query = `select j.id, j.conversation_id from jobs j join messages m using (conversation_id, turn)
                     where m.content = $1`
      const { rows } = await services.database.query(query, [message])
      if (rows.length === 0) throw new Error('The message was not accepted yet.')
      return rows[0]
    }, 60_000)
    await completion({ jobId: sent.id, conversationId: sent.conversation_id })
    expect(await reply).toMatchObject({ status: 200, data: { response: `echo: ${message}` } })
  })

  it('a user has the session from the database, and no counters', async () => {
    const userId = newUser()
    const accepted = await accept({ userId })
    await run(accepted)
    const { data } = await getUser.run({ userId }, owner)
    expect(data).toMatchObject({
      userId,
      session: { conversationId: accepted.conversation_id, model: expect.any(String) },
      today: null,
    })
  })
})
