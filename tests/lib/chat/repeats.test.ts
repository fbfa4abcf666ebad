import type { Client } from 'pg'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { hashesOf } from '#lib/chat/hash'
import { acceptMessage, findAccepted } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { cancelJobs, reviveJobs } from '#lib/jobs/store'
import { useDatabase } from '#tests/support/database'
import { accept, answerJob, claim, counts, hashed } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const hash = 'the same request'
const again = (userId: string, conversationId: number, more = {}) =>
  accept({ userId, conversationId, ...more }, hash)

/** A conversation whose last message has the hash. */
async function asked() {
  const userId = newUser()
  const { job_id: jobId, conversation_id: conversationId } = await accept({ userId }, hash)
  return { userId, jobId, conversationId }
}

/** Moves the clock of a conversation's last answer. */
const later = (conversationId: number, seconds: number) =>
  database.query(
    `update conversations set last_answered_at = last_answered_at - $2 * interval '1 second' where id = $1`,
    [conversationId, seconds],
  )

describe('the same message again in a conversation', () => {
  it('gets the same job while it is unfinished, and stores nothing', async () => {
    const { userId, jobId, conversationId } = await asked()
    const before = await counts(database)
    expect(await again(userId, conversationId)).toMatchObject({ kind: 'repeated', job_id: jobId, turn: 1 })
    await claim(jobId)
    expect(await again(userId, conversationId)).toMatchObject({ kind: 'repeated', job_id: jobId })
    expect(await counts(database)).toEqual(before)
  })

  it('gets the same job for a minute after its answer, and a new one after that', async () => {
    const { userId, jobId, conversationId } = await asked()
    await answerJob(jobId)
    await later(conversationId, 20)
    expect(await again(userId, conversationId)).toMatchObject({ kind: 'repeated', job_id: jobId })
    await later(conversationId, 40)
    expect(await again(userId, conversationId)).toMatchObject({ kind: 'new', turn: 2 })
  })

  it('gets a new job after another message, a failure or a cancellation', async () => {
    const first = await asked()
    await accept(first)
    expect(await again(first.userId, first.conversationId)).toMatchObject({ kind: 'new', turn: 3 })

    const failed = await asked()
    await settleAttempt((await claim(failed.jobId)).job, { status: 'failed' })
    expect(await again(failed.userId, failed.conversationId)).toMatchObject({ kind: 'new' })

    const cancelled = await asked()
    await cancelJobs({ jobId: cancelled.jobId }, 'Enough.')
    expect(await again(cancelled.userId, cancelled.conversationId)).toMatchObject({ kind: 'new' })

    const revived = await asked()
    await settleAttempt((await claim(revived.jobId)).job, { status: 'failed' })
    await reviveJobs({ jobIds: [revived.jobId], limit: 1 })
    expect(await again(revived.userId, revived.conversationId)).toMatchObject({ kind: 'new', turn: 2 })
  })

  it('gets a new job with an idempotency key, in another conversation, or by another request', async () => {
    const { userId, conversationId } = await asked()
    const elsewhere = await accept({ userId }, 'other')
    expect(await again(userId, elsewhere.conversation_id)).toMatchObject({ kind: 'new' })
    expect(await accept({ userId, conversationId }, 'other')).toMatchObject({ kind: 'new', turn: 2 })
    expect(await again(userId, conversationId, { idempotencyKey: 'k' })).toMatchObject({ kind: 'new' })
  })

  it.each(['by its conversation id', 'by its session id, which it also starts'])(
    'makes only one job and one message when fifty come at once (%s)',
    async (by) => {
      const userId = newUser()
      const sessionId = 's'
      const to = by.includes('session')
        ? { userId, sessionId }
        : { userId, conversationId: (await accept({ userId, sessionId }, 'first')).conversation_id }
      const before = await counts(database)
      const all = await Promise.all(Array.from({ length: 50 }, () => accept(to, hash)))
      expect(all.filter(({ kind }) => kind === 'new')).toHaveLength(1)
      expect(new Set(all.map(({ job_id }) => job_id)).size).toBe(1)
      const after = await counts(database)
      expect([after.jobs! - before.jobs!, after.messages! - before.messages!]).toEqual([1, 1])
    },
  )

  it('gets a new job when REPEAT_WINDOW_SECONDS is 0', async () => {
    process.env.REPEAT_WINDOW_SECONDS = '0'
    vi.resetModules()
    onTestFinished(() => {
      delete process.env.REPEAT_WINDOW_SECONDS
    })
    const fresh = await import('#lib/chat/store')
    const { userId, conversationId } = await asked()
    const input = { userId, conversationId, message: 'hello' }
    expect(await fresh.acceptMessage({ id: newId('job') }, input, hashed(hash))).toMatchObject({
      kind: 'new',
      turn: 2,
    })
  })
})

describe('findAccepted', () => {
  it('finds the job of the same request, by its key or as a repeat, and stores nothing', async () => {
    const { userId, jobId, conversationId } = await asked()
    const keyed = await accept({ userId, idempotencyKey: 'k' })
    const before = await counts(database)
    const input = { userId, message: 'hello' }
    expect(await findAccepted({ ...input, conversationId }, hashed(hash))).toMatchObject({ job_id: jobId })
    expect(await findAccepted({ ...input, idempotencyKey: 'k' }, hashed('hash'))).toMatchObject({
      kind: 'replayed',
      job_id: keyed.job_id,
    })
    for (const other of [{ ...input }, { ...input, userId: newUser() }, { ...input, sessionId: 'new' }])
      expect(await findAccepted(other, hashed(hash))).toBeUndefined()
    expect(await counts(database)).toEqual(before)
  })
})

describe('ifBusy: reject', () => {
  const rejecting = (userId: string, to: object) =>
    acceptMessage(
      { id: newId('job') },
      { userId, message: 'hello', ifBusy: 'reject', ...to },
      hashed(crypto.randomUUID()),
    )

  it('stores nothing while another message is unfinished, and names its job', async () => {
    const userId = newUser()
    const first = await accept({ userId, sessionId: 's' })
    const { conversation_id: conversationId } = first
    const before = await counts(database)
    for (const to of [{ conversationId }, { sessionId: 's' }])
      expect(await rejecting(userId, to)).toMatchObject({
        kind: 'busy',
        job_id: first.job_id,
        conversation_id: conversationId,
      })
    expect(await counts(database)).toEqual(before)
    await answerJob(first.job_id)
    expect(await rejecting(userId, { conversationId })).toMatchObject({ kind: 'new', blocked: false })
  })

  it.each(['by its conversation id', 'by its session id, which it also starts'])(
    'accepts one of twenty that come at once (%s)',
    async (by) => {
      const userId = newUser()
      const to = by.includes('session')
        ? { sessionId: 's' }
        : { conversationId: (await answerJob((await accept({ userId })).job_id)).row.conversation_id }
      const all = await Promise.all(Array.from({ length: 20 }, () => rejecting(userId, to)))
      expect(all.filter((each) => each?.kind === 'new')).toHaveLength(1)
      expect(all.filter((each) => each?.kind === 'busy')).toHaveLength(19)
    },
  )

  it("does not tell whether another user's conversation is busy", async () => {
    const { conversation_id: conversationId } = await accept()
    expect(await rejecting(newUser(), { conversationId })).toBeUndefined()
  })
})

describe('the hash of a request', () => {
  const request = { userId: 'me', message: 'hello', metadata: { a: 1, b: 2 } }

  it('ignores the order of the fields, the wait and the key', () => {
    const again = { metadata: { b: 2, a: 1 }, message: 'hello', userId: 'me', wait: 3, idempotencyKey: 'k' }
    expect(hashesOf(again)).toEqual(hashesOf(request))
  })

  it('covers how the conversation is addressed only for requests with a key', () => {
    const { request: whole, content } = hashesOf(request)
    for (const more of [{ conversationId: 1 }, { sessionId: 's' }, { ifBusy: 'queue' as const }]) {
      const other = hashesOf({ ...request, ...more })
      expect(other.content).toBe(content)
      expect(other.request).not.toBe(whole)
    }
  })

  it.each([{ message: 'hello!' }, { model: 'm' }, { metadata: { a: 1 } }, { systemPrompt: 's' }])(
    'covers everything else: %j',
    (more) => {
      expect(hashesOf({ ...request, ...more }).content).not.toBe(hashesOf(request).content)
    },
  )
})
