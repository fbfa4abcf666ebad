import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBudgets, reserve, setBudget } from '#lib/budgets/store'
import { acceptMessage } from '#lib/chat/store'
import { findConversations, findMessages } from '#lib/conversations/store'
import { newId } from '#lib/ids'
import { claimJob } from '#lib/jobs/attempt/claim-store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { cancelJobs, findJob, findJobs, findStale, reviveJobs } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { apiKeys, findKeys, revokeRow } from '#lib/keys/store'
import { rollUpUsage } from '#lib/metering/rollup'
import { getUsageQuery } from '#lib/usage/schema'
import { findUsage } from '#lib/usage/store'
import { findSession, findUser, searchUserRows } from '#lib/users/store'
import { migrate } from '#sql/migrate'
import { createDatabase, useDatabase } from '#tests/support/database'
import { claim, completedWith, hashed } from '#tests/support/jobs'
import { page } from '#tests/support/paging'
import { actualRollups, expectedRollups } from '#tests/support/usage'

/** The first release's schema with the data that its servers wrote. */
const firstRelease = `
  insert into users (user_id, name, email)
  values ('ada', 'Ada Lovelace', 'ada@example.com'), ('bob', null, null), ('가나다', 'Third', null);
  insert into conversations (user_id, session_id, title, last_turn, open_jobs)
  values (1, 'session-1', 'All answered', 2, 0), (1, null, 'Waits in line', 3, 2), (2, 'session-1', 'Left behind', 1, 1),
         (2, null, 'Failed', 1, 0), (2, null, 'Cancelled', 1, 0), (3, null, null, 0, 0), (3, null, 'Tried again', 1, 1),
         (3, null, 'Under way', 1, 1);
  insert into jobs (id, user_id, conversation_id, turn, status, params, idempotency_key, request_hash, attempt,
                    next_attempt_at, dispatched_at, lease_until, deadline_at, error_code, error_message, started_at,
                    finished_at)
  values
    ('done_1', 1, 1, 1, 'completed', '{"model":"gpt-6-luna"}', 'key-1', 'h', 1, now(), now(), null, now(), null, null, now(), now()),
    ('done_2', 1, 1, 2, 'completed', '{"temperature":0.5}', null, 'h', 2, now(), now(), null, now(), 'rate_limited', 'x', now(), now()),
    ('done_3', 1, 2, 1, 'completed', '{}', null, 'h', 1, now(), now(), null, now(), null, null, now(), now()),
    ('queued_1', 1, 2, 2, 'queued', '{"systemPrompt":"Be brief."}', null, 'h', 0, now() - interval '1 hour', now() - interval '1 hour', null, null, null, null, null, null),
    ('queued_2', 1, 2, 3, 'queued', '{}', 'key-2', 'h', 0, now() - interval '1 hour', now() - interval '1 hour', null, null, null, null, null, null),
    ('expired', 2, 3, 1, 'running', '{}', null, 'h', 1, now() - interval '1 hour', now() - interval '1 hour', now() - interval '1 minute', now() + interval '5 minutes', null, null, now(), null),
    ('failed', 2, 4, 1, 'failed', '{}', null, 'h', 10, now(), now(), null, now(), 'model_unavailable', 'It failed.', now(), now()),
    ('cancelled', 2, 5, 1, 'cancelled', '{}', null, 'h', 1, now(), now(), null, now(), 'cancelled', 'The job was cancelled.', now(), now()),
    ('retried', 3, 7, 1, 'queued', '{}', null, 'h', 3, now() + interval '30 minutes', now(), null, now() + interval '1 hour', 'model_timeout', 'Slow.', now(), null),
    ('running', 3, 8, 1, 'running', '{}', null, 'h', 1, now(), now(), now() + interval '30 minutes', now() + interval '1 hour', null, null, now(), null);
  insert into messages (conversation_id, turn, role, content, metadata)
  select conversation_id, turn, 'user', 'Question of ' || id, '{"channel":"web"}' from jobs;
  insert into messages (conversation_id, turn, role, content, metadata, job_id)
  select conversation_id, turn, 'assistant', 'Answer of ' || id,
         '{"model":"gpt-6-luna","usage":{"promptTokens":20,"completionTokens":5,"totalTokens":25}}', id
  from jobs where status = 'completed';
  insert into api_usage (user_id, endpoint, request_count) values (1, 'POST /api/chat', 5), (2, 'POST /api/chat', 3);
  insert into usage_ledger (job_id, attempt, user_id, model, prompt_tokens, cached_tokens, completion_tokens,
                            reasoning_tokens, total_tokens, cost, latency_ms, created_at)
  values ('done_1', 1, 1, 'gpt-6-luna', 20, 4, 5, 1, 25, 0.0000123, 900, now()),
         ('done_2', 1, 1, 'gpt-6-luna', 20, 0, 0, 0, 20, null, 100000, now()),
         ('done_2', 2, 1, 'gpt-6-luna', 40, 4, 5, 1, 45, 12.5, 901, now()),
         ('done_3', 1, 1, 'other', 20, 0, 5, 0, 25, null, 902, now() - interval '3 days'),
         ('failed', 10, 2, 'gpt-6-luna', 7, 0, 0, 0, 7, 0, 903, now() - interval '40 days'),
         ('of_somebody_gone', 1, null, 'gpt-6-luna', 7, 0, 3, 0, 10, 0.5, 904, now() - interval '40 days');
  insert into usage_rollups (user_id, model, granularity, bucket, requests, prompt_tokens, completion_tokens, total_tokens, cost)
  select user_id, model, unit, date_trunc(unit, created_at, 'UTC'), count(*), sum(prompt_tokens),
         sum(completion_tokens), sum(total_tokens), sum(cost)
  from usage_ledger cross join (values ('hour'), ('day')) as units (unit)
  where user_id is not null group by 1, 2, 3, 4;
  insert into api_keys (id, name, prefix, key_hash, scopes, user_id) values ('key_1', 'Phone', 'gk_abc', 'hash', '{chat}', 1);`

/** The rollups are computed again from the ledger, so their old rows may be deleted. */
const kept = ['users', 'conversations', 'jobs', 'messages', 'api_usage', 'usage_ledger', 'api_keys']

type Rows = Record<string, unknown>[]
async function rowsOf(database: Client, table: string): Promise<Rows> {
  const { rows } = await database.query(
    `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)->>'id', 1`,
  )
  return rows.map(({ row }) => row)
}

let database: Client
let url: string
const before: Record<string, Rows> = {}
let migrated: string[]
beforeAll(async () => {
  url = await createDatabase('template0')
  database = await useDatabase({ url })
  const dir = fileURLToPath(new URL('../../sql/migrations', import.meta.url))
  const options = { databaseUrl: url, dir, migrationsTable: 'schema_migrations', log: () => {} }
  await runner({ ...options, direction: 'up', count: 1 })
  await database.query(firstRelease)
  for (const table of kept) before[table] = await rowsOf(database, table)
  migrated = await migrate(url)
})

describe('data of the first release', () => {
  it('went through every later migration', async () => {
    expect(migrated[0]).toBe('0002_job_engine')
    expect(await migrate(url)).toEqual([])
  })

  it.each(kept)('is complete: %s', async (table) => {
    const now = await rowsOf(database, table)
    expect(before[table]!.length).toBeGreaterThan(0)
    expect(now).toHaveLength(before[table]!.length)
    for (const [i, row] of before[table]!.entries()) expect(now[i]).toMatchObject(row)
  })

  it('has a currency for every cost', async () => {
    const { rows } = await database.query(
      'select cost is null as free, currency from usage_ledger group by 1, 2 order by 1',
    )
    expect(rows).toEqual([
      { free: false, currency: 'USD' },
      { free: true, currency: null },
    ])
  })

  it.each([
    [
      'an attempt that is running without a lease',
      `update jobs set status = 'running' where id = 'queued_1'`,
    ],
    ['an ended job without its end', `update jobs set finished_at = null where id = 'done_1'`],
    [
      'two running jobs of one conversation',
      `update jobs set status = 'running', lease_until = now() where conversation_id = 2 and status = 'queued'`,
    ],
    [
      'a second answer of a job',
      `insert into messages (conversation_id, turn, role, content, job_id) values (1, 1, 'assistant', 'x', 'done_1')`,
    ],
    [
      'a second ledger row of an attempt',
      `insert into usage_ledger (job_id, attempt, model, prompt_tokens, completion_tokens, total_tokens, latency_ms) values ('done_1', 1, 'm', 1, 1, 2, 1)`,
    ],
    ['a cost without its currency', `update usage_ledger set currency = null where cost is not null`],
    ['a second use of an idempotency key', `update jobs set idempotency_key = 'key-1' where id = 'queued_2'`],
    ['a conversation without a user', `insert into conversations (user_id) values (99)`],
  ])('keeps its constraints: no %s', async (_, statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
  })
})

describe('the server works with', () => {
  it('keys: they are listed, have no new limit, and can be revoked; a bound key cannot be admin', async () => {
    const { total, items: keys } = await findKeys(undefined, page(10))
    expect([total, keys]).toMatchObject([
      1,
      [{ keyId: 'key_1', name: 'Phone', userId: 'ada', requestsPerHour: null, state: 'active' }],
    ])
    expect(await apiKeys.find('hash')).toEqual({
      state: 'valid',
      caller: { kind: 'key', keyId: 'key_1', scopes: ['chat'], userId: 'ada' },
      expiresAt: null,
    })
    expect((await revokeRow('key_1'))?.key.state).toBe('revoked')
    await expect(database.query(`update api_keys set scopes = '{admin}'`)).rejects.toMatchObject({
      constraint: 'api_keys_bound_is_no_admin',
    })
  })

  it('reads: lists, jobs, sessions', async () => {
    const listed = await findConversations('ada', page(10))
    expect(listed?.items.map(({ title, messageCount }) => [title, messageCount])).toEqual([
      ['Waits in line', 4],
      ['All answered', 4],
    ])
    const read = await findMessages(1, 'ada', page(10))
    expect(read?.items.map(({ content }) => content)).toEqual(
      ['done_1', 'done_2'].flatMap((id) => [`Question of ${id}`, `Answer of ${id}`]),
    )
    expect((await findJobs({}, page(20))).total).toBe(10)
    const ofModel = await findJobs({ model: 'gpt-6-luna' }, page(20))
    expect(ofModel.items.map(({ id }) => id).toSorted()).toEqual(['done_1', 'done_2', 'done_3'])
    const active = await searchUserRows({ order: 'lastMessage' }, page(20))
    expect(active.items.map(({ userId }) => userId).toSorted()).toEqual(['ada', 'bob', '가나다'])
    expect(toJobView((await findJob('done_2'))!)).toMatchObject({ response: 'Answer of done_2', attempts: 2 })
    expect(toJobView((await findJob('retried'))!)).toMatchObject({ lastError: { code: 'model_timeout' } })
    expect((await findUser('가나다'))?.user.name).toBe('Third')
    expect(await findSession(1)).toMatchObject({ model: 'gpt-6-luna' })
  })

  it('usage: rollups of the old ledger equal plain sums, and the report has all of it', async () => {
    await rollUpUsage()
    const {
      rows: [state],
    } = await database.query('select closed_until from usage_rollup_state')
    expect(await actualRollups(database)).toEqual(await expectedRollups(database, 'infinity'))
    expect(state.closed_until.getTime()).toBeGreaterThan(Date.now() - 2 * 86_400_000)
    const report = (query: object) => findUsage(getUsageQuery.parse(query), '2000-01-01', undefined, true)
    expect((await report({ granularity: 'month' }))[0]).toMatchObject({
      requests: '6',
      total_tokens: '132',
      unpriced_tokens: '45',
    })
    expect((await report({ userId: 'ada', granularity: 'month' }))[0]).toMatchObject({
      total_tokens: '115',
      cost: '12.5000123',
    })
  })

  it('budgets: a new one starts with the amount in the old ledger, and is enforced', async () => {
    await setBudget({ userId: 'ada', period: 'day', unit: 'tokens', soft: null, hard: '100' })
    expect(await findBudgets('ada')).toMatchObject([{ spent: '90', remaining: '10' }])
    expect(await reserve({ id: 'queued_1', attempt: 1 }, { tokens: 11, usd: null })).toMatchObject({
      state: 'exceeded',
    })
    await setBudget({ userId: 'ada', period: 'day', unit: 'tokens', soft: null, hard: '1000' })
  })

  it('queued jobs, in order and with their history', async () => {
    expect((await claimJob('queued_2', null))?.state).toBe('taken')
    const first = await claim('queued_1')
    expect(first).toMatchObject({ state: 'claimed', isBudgeted: true, message: 'Question of queued_1' })
    expect(first.history).toEqual([
      { role: 'user', content: 'Question of done_3' },
      { role: 'assistant', content: 'Answer of done_3' },
    ])
    expect(await reserve(first.job, { tokens: 40, usd: null })).toMatchObject({ state: 'reserved' })
    expect(await settleAttempt(first.job, completedWith('At last'))).toMatchObject({
      openJobs: 1,
      isNewest: true,
    })
    expect(await findBudgets('ada')).toMatchObject([{ spent: '115', reserved: '0' }])
    expect((await claim('queued_2')).history).toHaveLength(4)
  })

  it('jobs that were running or waiting when the old server stopped', async () => {
    expect((await findStale()).map(({ id }) => id)).toEqual(['expired'])
    const { job } = await claim('expired')
    expect(job).toMatchObject({ attempt: 2, counted: 2, modelIndex: 0 })
    expect(await settleAttempt(job, completedWith('After all'))).toBeDefined()
    expect((await claimJob('retried', null))?.state).toBe('not_due')
    expect((await claimJob('running', null))?.state).toBe('taken')
    expect(await settleAttempt({ id: 'running', attempt: 1 }, completedWith('In time'))).toBeDefined()
    expect(await cancelJobs({ jobId: 'retried' }, 'No more.')).toHaveLength(1)
  })

  it('dead letters, and new messages in old conversations', async () => {
    expect(await reviveJobs({ jobIds: ['failed'], limit: 1 })).toEqual([{ id: 'failed', conversation_id: 4 }])
    expect((await claim('failed')).job).toMatchObject({ attempt: 11, counted: 1 })
    const jobId = newId('job')
    const accepted = await acceptMessage(
      { id: jobId },
      { userId: 'ada', sessionId: 'session-1', message: 'And now?' },
      hashed('new'),
    )
    expect(accepted).toMatchObject({ kind: 'new', conversation_id: 1, turn: 3, blocked: false })
    const replay = { userId: 'ada', conversationId: 1, message: 'x', idempotencyKey: 'key-1' }
    expect(await acceptMessage({ id: newId('job') }, replay, hashed('h'))).toMatchObject({
      kind: 'replayed',
      job_id: 'done_1',
    })
  })

  it('the message count of every conversation is correct', async () => {
    const { rows } = await database.query(
      `select c.id from conversations c
       where c.message_count <> (select count(*) from messages m where m.conversation_id = c.id)`,
    )
    expect(rows).toEqual([])
  })
})
