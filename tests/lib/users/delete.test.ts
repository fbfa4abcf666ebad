import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findBudgets, reserve, setBudget } from '#lib/budgets/store'
import { acceptMessage } from '#lib/chat/store'
import { expireConversations, removeConversation } from '#lib/conversations/delete'
import {
  findConversation,
  findConversations,
  findMessages,
  insertConversation,
} from '#lib/conversations/store'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { listenForEnd } from '#lib/jobs/events'
import { insertKey } from '#lib/keys/store'
import { kv } from '#lib/kv/index'
import { flushRequests } from '#lib/metering/requests'
import { createGrant } from '#lib/oauth/grants-store'
import { insertConversation as insertV1Conversation } from '#lib/openai-api/conversations/store'
import { insertSession } from '#lib/sessions/store'
import { removeUser } from '#lib/users/delete'
import { findUser } from '#lib/users/store'
import { insertTest } from '#lib/webhooks/test-store'
import { accept, answerJob, claim, completedWith, hashed, untilLocked } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { page } from '#tests/support/paging'
import { isHosted } from '#tests/support/profile'
import { ledger, run } from '#tests/support/worker'
import { rollup } from '#workers/rollup'
import { keysWith, person, tablesWith } from './support.ts'

vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  const short = { watchAfterMs: 50 as 1_000, leaseRenewSeconds: 0.2 as 15, kvSettleMs: 100 as 1_500 }
  return { tunables: { ...tunables, ...short, deletionBatch: 3 as 100, deletionMessages: 4 as 1_000 } }
})
// The environment is read once.
process.env.RETENTION_DAYS = '30'

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(async () => {
  await services.database.query(`delete from budgets where user_id is null`)
})

const query = async (text: string, values: unknown[] = []) =>
  (await services.database.query(text, values)).rows
const sums = () =>
  query(`select (select sum(total_tokens) from usage_ledger) as ledger, (select count(*) from usage_ledger) as rows,
                (select sum(total_tokens) from usage_rollups) as rollups,
                (select sum(spent) from budgets where user_id is null) as spent`)

/** The spent amount of the server's budget, which must have no reservation left. */
async function spentByAll(): Promise<number> {
  const [budget] = (await findBudgets(null))!
  expect(budget!.reserved).toBe('0')
  return Number(budget!.spent)
}

/** A job whose model call has begun, and does not end by itself. */
async function hanging(input: { userId: string }) {
  const message = script(unique('hangs'), { broken: 'hang' })
  const accepted = await accept({ message, ...input })
  const running = run(accepted)
  await vi.waitFor(() => expect(services.model.calls(message)).toHaveLength(1), { timeout: 60_000 })
  return { accepted, running }
}

describe('a deleted user', () => {
  it('leaves nothing in any table or KV key, and all sums are unchanged', async () => {
    const marker = crypto.randomUUID()
    await setBudget({ userId: null, period: 'month', unit: 'tokens', soft: null, hard: '100000000' })
    const { userId, id } = await person(services.database, marker)
    const bystander = await person(services.database, crypto.randomUUID())
    const tables = await tablesWith(services.database, marker)
    const holders = [
      'api_keys',
      'console_sessions',
      'conversations',
      'event_subscriptions',
      'job_attempts',
      'jobs',
      'messages',
      'oauth_grants',
      'oauth_records',
      'users',
      'webhook_attempts',
      'webhook_deliveries',
      'webhook_endpoints',
    ]
    expect(tables).toEqual(holders)
    expect((await keysWith(marker)).length).toBeGreaterThanOrEqual(4)
    const before = await sums()

    expect(await removeUser(userId)).toMatchObject({
      ...{
        conversations: 2,
        messages: 4,
        jobs: 2,
        webhookDeliveries: 2,
        budgets: 1,
        apiKeys: 1,
        signIns: 1,
        open: [],
      },
      anonymised: 7,
    })
    await flushRequests()
    expect(await tablesWith(services.database, marker)).toEqual([])
    expect(await keysWith(marker)).toEqual([])
    expect(await sums()).toEqual(before)
    for (const table of [
      'conversations',
      'jobs',
      'api_usage',
      'budgets',
      'api_keys',
      'usage_ledger',
      'usage_failures',
      'usage_rollups',
    ])
      expect(await query(`select from ${table} where user_id = $1`, [id])).toEqual([])
    expect((await findConversations(bystander.userId, page(10)))?.total).toBe(2)
    expect(await removeUser(userId)).toBeUndefined()
  })

  it('has the running model call aborted, and its cost counts only for the server', async () => {
    const userId = newUser()
    await setBudget({ userId: null, period: 'day', unit: 'tokens', soft: null, hard: '1000000' })
    const before = await spentByAll()
    const { accepted, running } = await hanging({ userId })
    const waiting = listenForEnd(accepted.job_id)
    await waiting.ready
    expect(await removeUser(userId)).toMatchObject({ open: [{ jobId: accepted.job_id }] })
    expect(await waiting.ended).toMatchObject({
      jobId: accepted.job_id,
      status: 'cancelled',
    })
    expect(await running).toEqual({ kind: 'duplicate' })
    const [row] = await ledger(services.database, accepted.job_id)
    expect(row).toMatchObject({ user_id: null, estimated: true })
    expect(await spentByAll()).toBe(before + row.total_tokens)
    expect(await keysWith(userId)).toEqual([])
    expect(await findUser(userId)).toBeUndefined()
  })

  it('is not created again by a worker that was not notified, or by a late answer', async () => {
    const userId = newUser()
    const { accepted, running } = await hanging({ userId })
    const { job } = await claim((await accept({ userId })).job_id)
    await query('delete from users where user_id = $1', [userId])
    expect(await running).toEqual({ kind: 'duplicate' })
    expect(await settleAttempt(job, completedWith('late'))).toBeUndefined()
    for (const id of [accepted.job_id, job.id])
      expect(await ledger(services.database, id)).toMatchObject([{ user_id: null }])
    expect(await keysWith(userId)).toEqual([])
    expect(await tablesWith(services.database, userId)).toEqual([])
    expect(await run(accepted)).toEqual({ kind: 'duplicate' })
  })

  it('and a settlement at the same moment leave correct sums, whichever comes first', async () => {
    await setBudget({ userId: null, period: 'day', unit: 'tokens', soft: null, hard: '1000000' })
    const before = await spentByAll()
    for (let i = 0; i < 10; i++) {
      const userId = newUser()
      const { job } = await claim((await accept({ userId })).job_id)
      await reserve(job, { tokens: 50, usd: null })
      const [ended, gone] = await Promise.all([settleAttempt(job, completedWith('x')), removeUser(userId)])
      expect(gone?.open).toHaveLength(ended ? 0 : 1)
      expect(await ledger(services.database, job.id)).toMatchObject([{ user_id: null, total_tokens: 25 }])
      expect(await query('select from jobs where id = $1', [job.id])).toEqual([])
    }
    expect(await spentByAll()).toBe(before + 250)
  })

  it('does not make messages at the same moment fail, and leaves none without a user', async () => {
    for (const where of [{}, { sessionId: 'one' }])
      for (let i = 0; i < 5; i++) {
        const userId = newUser()
        await accept({ userId, ...where })
        const send = () =>
          acceptMessage(
            { id: newId('job') },
            { userId, message: 'hi', ...where },
            hashed(crypto.randomUUID()),
          )
        const results = await Promise.all([
          send(),
          send(),
          removeUser(userId),
          send(),
          send(),
          insertConversation(userId),
          setBudget({ userId, period: 'day', unit: 'tokens', soft: null, hard: '1000' }),
        ])
        expect(results[2]).toBeDefined()
        for (const accepted of [0, 1, 3, 4].map((n) => results[n]))
          expect(accepted).toMatchObject({ kind: 'new' })
      }
    expect(
      await query(`select from jobs where not exists (select from messages m
                        where m.conversation_id = jobs.conversation_id and m.turn = jobs.turn)`),
    ).toEqual([])
    expect(
      await query(`select from conversations c where open_jobs <> (select count(*) from jobs j
                        where j.conversation_id = c.id and status in ('queued', 'running'))`),
    ).toEqual([])
  })

  it('is created again by a message that waited for the deletion', async () => {
    const userId = newUser()
    const { conversation_id: conversationId } = await accept({ userId })
    await query('begin')
    await query('delete from users where user_id = $1', [userId])
    const send = (input: object) =>
      acceptMessage({ id: newId('job') }, { userId, message: 'hi', ...input }, hashed(crypto.randomUUID()))
    const sent = Promise.all([send({}), send({ conversationId })])
    await untilLocked(services.database, 2)
    await query('commit')
    const [again, lost] = await sent
    expect(again).toMatchObject({ kind: 'new', turn: 1 })
    expect(lost).toBeUndefined()
  })

  it('leaves no incomplete rows of calls that waited for the deletion', async () => {
    const userId = newUser()
    await accept({ userId })
    const [keyId, id] = [newId('key'), crypto.randomUUID()]
    const limits = { scopes: [], expiresAt: null, requestsPerHour: null, models: null }
    await insertKey({ id: keyId, name: 'k', prefix: 'p', hash: id, userId, ...limits })
    const grant = { clientId: 'c', clientHash: 'h', ownerKeyFingerprint: null, scopes: [], resource: 'r' }
    const session = { hash: id, account: `key:${keyId}`, userAgent: null }
    await query('begin')
    await query('delete from users where user_id = $1', [userId])
    const begun = Promise.all([
      insertV1Conversation(userId, {}),
      insertTest('https://example.com/', userId),
      createGrant({ id, userId, keyId, ...grant }),
      insertSession({ id, userId, keyId, ...session }),
    ])
    await untilLocked(services.database, 4)
    await query('commit')
    const [conversation, test, isGranted, endsAt] = await begun
    expect(await findConversation(conversation.id, userId)).toBeDefined()
    expect(await query('select user_id from webhook_deliveries where id = $1', [test.deliveryId])).toEqual([
      { user_id: null },
    ])
    expect([isGranted, endsAt]).toEqual([false, undefined])
  })
})

describe('a deleted conversation', () => {
  it('is removed with its cache, and other conversations, the ledger and budgets are unchanged', async () => {
    const userId = newUser()
    const one = await accept({ userId })
    const other = await accept({ userId })
    await run(one)
    await run(other)
    const before = await sums()
    expect(await removeConversation(one.conversation_id, newUser())).toBeUndefined()
    expect(await removeConversation(one.conversation_id, userId)).toMatchObject({
      messages: 2,
      jobs: 1,
      open: [],
    })
    expect(await findMessages(one.conversation_id, userId, page(10))).toBeUndefined()
    expect((await findMessages(other.conversation_id, userId, page(10)))?.total).toBe(2)
    const cached = await kv().exists(`history:${one.conversation_id}`, `history:${other.conversation_id}`)
    expect(cached).toBe(isHosted ? 1 : 0)
    expect(await sums()).toEqual(before)
    const [row] = await ledger(services.database, one.job_id)
    expect(row.user_id).not.toBeNull()
  })

  it('has the running model call aborted, and its cost counts for the user', async () => {
    const userId = newUser()
    const { accepted, running } = await hanging({ userId })
    await removeConversation(accepted.conversation_id, userId)
    expect(await running).toEqual({ kind: 'duplicate' })
    expect(await ledger(services.database, accepted.job_id)).toMatchObject([{ attempt: 1, estimated: true }])
  })
})

describe('the retention', () => {
  it('deletes old finished conversations in limited batches, also with two runs at once', async () => {
    await query('delete from users')
    const userId = newUser()
    const ids: number[] = []
    for (let i = 0; i < 9; i++) {
      const accepted = await accept({ userId })
      if (i > 0) await answerJob(accepted.job_id)
      ids.push(accepted.conversation_id)
    }
    // One conversation is too large for one statement.
    for (let turn = 0; turn < 5; turn++)
      await answerJob((await accept({ userId, conversationId: ids[1]! })).job_id)
    await query(`update conversations set updated_at = now() - interval '31 days' where id <> $1`, [
      ids.at(-1),
    ])
    const left = async () => (await query('select id from conversations order by id')).map(({ id }) => id)
    const tokens = await sums()
    const both = await Promise.all([expireConversations(), expireConversations()])
    expect(both.reduce((sum, count) => sum + count)).toBe(7)
    await rollup()
    expect(await left()).toEqual([ids[0], ids.at(-1)])
    expect((await sums())[0].ledger).toBe(tokens[0].ledger)
  })
})
