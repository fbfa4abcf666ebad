import { beforeAll, describe, expect, it, vi } from 'vitest'
import { completion } from '#lib/jobs/attempt/run'
import { listenForEnd } from '#lib/jobs/events'
import { sessionKey } from '#lib/jobs/session'
import { kv } from '#lib/kv/index'
import { counterKeys } from '#lib/metering/counters'
import type { HistoryRow } from '#lib/models/types'
import { tunables } from '#lib/tunables'
import { accept, age, jobRow } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type ModelCall, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { isHosted } from '#tests/support/profile'
import { historyKey, ledger, run, versionOf, view } from '#tests/support/worker'

// A late attempt must end by itself, so its watch for cancellations starts late.
vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, watchAfterMs: 60_000 as 1_000 } }
})

let services: Services
beforeAll(async () => {
  services = await useServices()
})

const contents = ({ messages }: ModelCall) => messages.map(({ content }) => content)

describe('a delivery', () => {
  it('calls the model with the instructions and the message, and stores the answer', async () => {
    const userId = newUser()
    const message = unique('hello')
    const accepted = await accept({ userId, message, systemPrompt: 'Be brief.', model: 'm', temperature: 1 })
    expect(await run(accepted)).toEqual({ kind: 'done' })
    expect(services.model.calls(message)).toEqual([
      {
        model: 'm',
        stream: false,
        temperature: 1,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: message },
        ],
      },
    ])
    expect(await view(accepted.job_id)).toMatchObject({
      status: 'completed',
      response: `echo: ${message}`,
      usage: { promptTokens: 20, completionTokens: 5, totalTokens: 25 },
      model: 'm',
      attempts: 1,
    })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([
      { attempt: 1, model: 'm', total_tokens: 25 },
    ])
  })

  it('leaves the history, the session and the counters in KV, and notifies waiting callers', async () => {
    const userId = newUser()
    const message = unique('hello')
    const accepted = await accept({ userId, message })
    const subscription = listenForEnd(accepted.job_id)
    expect(await subscription.ready).toBe(true)
    await run(accepted)
    const job = await view(accepted.job_id)
    expect(await subscription.ended).toEqual(job)
    subscription.close()
    const version = await versionOf(services.database, accepted.conversation_id)
    const history = {
      conversationId: accepted.conversation_id,
      version,
      turn: 1,
      messages: [
        { role: 'user', content: message },
        { role: 'assistant', content: `echo: ${message}` },
      ],
    }
    // With the Postgres queue, a claim reads the history from the database.
    expect(await kv().get(historyKey(accepted.conversation_id))).toEqual(isHosted ? history : null)
    expect(await kv().get(sessionKey(userId))).toMatchObject({ messageId: job.messageId, version })
    expect(await kv().hgetall(counterKeys(userId, new Date(job.finishedAt!))[0])).toEqual({
      requests: 1,
      totalTokens: 15,
    })
  })

  it('calls the model once, however often the job is delivered', async () => {
    const message = unique('once')
    const accepted = await accept({ message })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => run(accepted)))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', ...Array(19).fill('duplicate')])
    expect(await run(accepted)).toEqual({ kind: 'duplicate' })
    expect(services.model.calls(message)).toHaveLength(1)
    expect(await ledger(services.database, accepted.job_id)).toHaveLength(1)
  })

  it('of an unknown job is a duplicate', async () => {
    expect(await completion({ jobId: 'job_none', conversationId: 1 })).toEqual({ kind: 'duplicate' })
  })

  it('with the wrong conversation id answers in the right conversation', async () => {
    const userId = newUser()
    const first = await accept({ userId, message: unique('first') })
    await run(first)
    const other = await accept({ message: unique('other') })
    await run(other)
    const message = unique('second')
    const second = await accept({ userId, conversationId: first.conversation_id, message })
    await run({ ...second, conversation_id: other.conversation_id })
    expect(contents(services.model.calls(message)[0]!)).toHaveLength(3)
    expect(contents(services.model.calls(message)[0]!)[0]).toMatch(/^first /)
  })

  it('before the turn of its job is a duplicate; the end of the job before it sends it', async () => {
    const userId = newUser()
    const first = await accept({ userId, message: unique('first') })
    const { conversation_id: conversationId } = first
    const second = await accept({ userId, conversationId, message: unique('second') })
    const third = await accept({ userId, conversationId, message: unique('third') })
    expect(await run(second)).toEqual({ kind: 'duplicate' })
    expect(services.sentJobs()).not.toContain(second.job_id)
    expect(await run(first)).toEqual({ kind: 'done' })
    expect(services.sentJobs()).toContain(second.job_id)
    expect(services.sentJobs()).not.toContain(third.job_id)
    expect(await run(second)).toEqual({ kind: 'done' })
    expect(services.sentJobs()).toContain(third.job_id)
  })
})

describe('an attempt that runs longer than its lease', () => {
  it('stores no answer, but its cost', async () => {
    const message = script(unique('slow'), { answer: 'too late', held: true }, { answer: 'in time' })
    const accepted = await accept({ message })
    const slow = run(accepted)
    await vi.waitFor(() => expect(services.model.calls(message)).toHaveLength(1), { timeout: 60_000 })
    await age(services.database, accepted.job_id, tunables.leaseSeconds)
    expect(await run(accepted)).toEqual({ kind: 'done' })
    services.model.release(message)
    expect(await slow).toEqual({ kind: 'duplicate' })
    expect(await view(accepted.job_id)).toMatchObject({ response: 'in time', attempts: 2 })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([{ attempt: 1 }, { attempt: 2 }])
    const cached = await kv().get<{ messages: HistoryRow[] }>(historyKey(accepted.conversation_id))
    expect(cached?.messages.map(({ content }) => content)).toEqual(
      isHosted ? [message, 'in time'] : undefined,
    )
  })
})

describe('a database error', () => {
  it('while the answer is stored leaves the job to its lease, without a second model call', async () => {
    const message = unique('unstorable')
    const accepted = await accept({ message })
    await services.database.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
       create trigger refuse before insert on messages for each row when (new.role = 'assistant')
       execute function refuse()`,
    )
    try {
      await expect(run(accepted)).rejects.toThrow()
    } finally {
      await services.database.query('drop trigger refuse on messages; drop function refuse')
    }
    expect(await jobRow(services.database, accepted.job_id)).toMatchObject({
      status: 'running',
      error_code: null,
    })
    expect(await run(accepted)).toEqual({ kind: 'duplicate' })
    expect(services.model.calls(message)).toHaveLength(1)
  })
})
