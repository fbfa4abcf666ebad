import { beforeAll, describe, expect, it } from 'vitest'
import { expireTransient, removeConversation } from '#lib/conversations/delete'
import { forkConversation } from '#lib/conversations/fork'
import { indexMessages, searchRows } from '#lib/conversations/search-store'
import { findConversations, findMessages } from '#lib/conversations/store'
import { cancel } from '#lib/jobs/end'
import { sessionKey } from '#lib/jobs/session'
import { findJob } from '#lib/jobs/store'
import { kv } from '#lib/kv/index'
import { accept, answerJob } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser, unique } from '#tests/support/names'
import { ledger, run } from '#tests/support/worker'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

const everything = { key: null, isBackward: false, limit: 50, offset: 0, countMax: 100 }
const messagesOf = async (id: number, userId: string) => (await findMessages(id, userId, everything))!.items
const expire = (id: number) =>
  services.database.query(`update conversations set expires_at = now() where id = $1`, [id])

describe('a transient conversation', () => {
  it('is not in a list, search or session of its user, but can be read by its id', async () => {
    const userId = newUser()
    const lasting = await accept({ userId, message: unique('zebra lasting') })
    await run(lasting)
    const message = unique('zebra transient')
    const passing = await accept({ userId, message, expiresInSeconds: 600 })
    await run(passing)
    const found = await findConversations(userId, everything)
    expect(found).toMatchObject({ items: [{ conversationId: lasting.conversation_id }], total: 1 })
    const idsFound = async () =>
      (await searchRows('zebra', userId, undefined, 10)).hits.map(({ view }) => view.conversationId)
    expect(await idsFound()).toEqual([lasting.conversation_id])
    await services.database.query(`update messages set created_at = created_at - interval '1 hour'`)
    while ((await indexMessages()) > 0);
    expect(await idsFound()).toEqual([lasting.conversation_id])
    expect(await kv().get(sessionKey(userId))).toMatchObject({ conversationId: lasting.conversation_id })
    expect(await messagesOf(passing.conversation_id, userId)).toHaveLength(2)
  })

  it('is deleted with its jobs when it has expired and its jobs have ended, but the ledger keeps its cost', async () => {
    const userId = newUser()
    const answered = await accept({ userId, expiresInSeconds: 600 })
    await answerJob(answered.job_id)
    const open = await accept({ userId, expiresInSeconds: 600 })
    const young = await accept({ userId, expiresInSeconds: 600 })
    await answerJob(young.job_id)
    const lasting = await accept({ userId })
    await answerJob(lasting.job_id)
    for (const { conversation_id } of [answered, open]) await expire(conversation_id)
    expect(await expireTransient()).toBeGreaterThanOrEqual(1)
    expect(await findJob(answered.job_id)).toBeUndefined()
    expect(await ledger(services.database, answered.job_id)).toHaveLength(1)
    for (const { job_id } of [open, young, lasting]) expect(await findJob(job_id)).toBeDefined()
    // It had expired before its answer came, which the caller still has to read.
    await answerJob(open.job_id)
    await expireTransient()
    expect(await findJob(open.job_id)).toBeDefined()
    await expire(open.conversation_id)
    await expireTransient()
    expect(await findJob(open.job_id)).toBeUndefined()
  })

  it('is kept for its whole time after a cancellation, so that the caller can read it', async () => {
    const userId = newUser()
    const { job_id: jobId, conversation_id: id } = await accept({ userId, expiresInSeconds: 600 })
    await expire(id)
    await cancel({ jobId, userId }, 'Cancelled.')
    await expireTransient()
    expect(await findJob(jobId)).toMatchObject({ status: 'cancelled' })
    await expire(id)
    await expireTransient()
    expect(await findJob(jobId)).toBeUndefined()
  })

  it('is not created when the message continues an existing conversation', async () => {
    const userId = newUser()
    const first = await accept({ userId, sessionId: 's' })
    const next = await accept({ userId, sessionId: 's', expiresInSeconds: 1 })
    expect(next.conversation_id).toBe(first.conversation_id)
    const { rows } = await services.database.query('select expires_at from conversations where id = $1', [
      first.conversation_id,
    ])
    expect(rows).toEqual([{ expires_at: null }])
  })
})

describe('a fork', () => {
  async function twoTurns() {
    const userId = newUser()
    const items = [
      {
        type: 'message' as const,
        role: 'user' as const,
        content: [{ type: 'input_text' as const, text: 'one' }],
      },
    ]
    const one = await accept({ userId, message: 'one', items, metadata: { a: 1 } })
    await answerJob(one.job_id, 'first')
    const conversationId = one.conversation_id
    const failed = await accept({ userId, conversationId, message: 'unanswered' })
    await services.database.query(`update jobs set status = 'failed', finished_at = now() where id = $1`, [
      failed.job_id,
    ])
    await services.database.query('update conversations set open_jobs = 0 where id = $1', [conversationId])
    const three = await accept({ userId, conversationId, message: 'three' })
    await answerJob(three.job_id, 'third')
    return { userId, conversationId, items }
  }

  it('has the answered turns up to the given one, and continues from there', async () => {
    const { userId, conversationId, items } = await twoTurns()
    const id = (await forkConversation(conversationId, userId, 2))!
    const copied = await messagesOf(id, userId)
    expect(copied).toMatchObject([{ content: 'one', items, metadata: { a: 1 } }, { content: 'first' }])
    const message = unique('on')
    const next = await accept({ userId, conversationId: id, message })
    expect(next).toMatchObject({ conversation_id: id, turn: 3 })
    await run(next)
    const call = services.model.calls(message)[0]!
    expect(call.messages.map(({ content }) => content)).toEqual(['one', 'first', message])
    expect(await messagesOf(conversationId, userId)).toHaveLength(5)
    const found = await findConversations(userId, everything)
    expect(found!.items.find(({ conversationId }) => conversationId === id)).toMatchObject({
      messageCount: 4,
    })
  })

  it('outlives the conversation that it was copied from, and is transient on request', async () => {
    const { userId, conversationId } = await twoTurns()
    const id = (await forkConversation(conversationId, userId, 3, 600))!
    await removeConversation(conversationId, userId)
    expect((await messagesOf(id, userId)).map(({ content }) => content)).toEqual([
      ...['one', 'first', 'three', 'third'],
    ])
    expect(await findConversations(userId, everything)).toMatchObject({ items: [] })
  })

  it('cannot be made of another user’s conversation, or at a turn that does not exist', async () => {
    const { userId, conversationId } = await twoTurns()
    expect(await forkConversation(conversationId, newUser(), 1)).toBeUndefined()
    expect(await forkConversation(conversationId, userId, 4)).toBeUndefined()
  })
})
