import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { ApiError } from '#lib/api/errors'
import {
  cutToFit,
  type ListPage,
  type PagePosition,
  pagePositionOf,
  paging,
  type SortKeyParts,
} from '#lib/api/paging'
import { budgetKey, findUsedBudgets } from '#lib/budgets/list-store'
import {
  conversationKey,
  findAllConversations,
  findConversations,
  findMessages,
  messageKey,
} from '#lib/conversations/store'
import { findJobs, type JobFilter, jobKey } from '#lib/jobs/store'
import { toJobView } from '#lib/jobs/view'
import { findKeys, keyKey } from '#lib/keys/store'
import { tunables } from '#lib/tunables'
import { deliveryKey, findDeliveries } from '#lib/webhooks/list-store'
import { useDatabase } from '#tests/support/database'

type List = (place: PagePosition) => Promise<ListPage<object> | undefined>
const conversations: List = (place) => findConversations('ada', place)

const jobs =
  (filter: JobFilter): List =>
  async (place) => {
    const found = await findJobs(filter, place)
    return { ...found, items: found.items.map(toJobView) }
  }

let database: Client
beforeAll(async () => {
  database = await useDatabase()
  await database.query(`
    insert into users (user_id) values ('ada'), ('bob');
    insert into conversations (user_id, title, last_turn, updated_at)
    select 1, 'c' || n, 1, date_trunc('second', now()) - (n / 2) * interval '1 microsecond' from generate_series(1, 25) n;
    insert into conversations (user_id, title) values (2, 'of bob');
    insert into jobs (id, user_id, conversation_id, turn, status, request_hash, finished_at, callback_url)
    select 'job_' || lpad(n::text, 32, '0'), 1, 1, n, case when n % 3 = 0 then 'failed' else 'completed' end, 'h', now(), 'http://x'
    from generate_series(1, 25) n;
    insert into messages (conversation_id, turn, role, content)
    select 1, (n + 1) / 2, case n % 2 when 1 then 'user' else 'assistant' end, 'm' || n from generate_series(1, 25) n;
    insert into webhook_deliveries (id, job_id, event, url, created_at)
    select 'msg_' || id, id, 'job.completed', 'http://x', date_trunc('second', now()) from jobs;
    insert into api_keys (id, prefix, key_hash, scopes, user_id)
    select 'key_' || n, 'gpts_', 'h' || n, '{chat}', 1 from generate_series(1, 25) n;
    insert into users (user_id) select 'u' || n from generate_series(1, 25) n;
    insert into budgets (user_id, period, unit, hard_limit, window_start, spent)
    select id, 'month', 'tokens', 3, budget_window('month'), id % 3 from users where user_id ~ '^u';`)
})

/** All pages, by nextCursor. */
async function walk(list: List, parts: SortKeyParts, limit = 4) {
  const pages: object[][] = []
  let after: string | undefined
  for (let page = 0; page < 20; page++) {
    const place = pagePositionOf({ limit, offset: 0, ...(after !== undefined && { after }) }, parts)
    const found = (await list(place))!
    pages.push(found.items)
    after = paging(found, place).nextCursor
    if (after === undefined) return pages
  }
  throw new Error('The list does not end')
}

describe('cursors', () => {
  const lists: [name: string, parts: SortKeyParts, list: List, count: number][] = [
    ['conversations, several of the same microsecond', conversationKey, conversations, 25],
    ["all users' conversations", conversationKey, findAllConversations, 26],
    ['messages', messageKey, (place) => findMessages(1, 'ada', place), 25],
    ['jobs', jobKey, jobs({}), 25],
    ["a user's failed jobs", jobKey, jobs({ userId: 'ada', status: 'failed' }), 8],
    ["a conversation's jobs", jobKey, jobs({ conversationId: 1 }), 25],
    ['deliveries', deliveryKey, (place) => findDeliveries({}, place), 25],
    [
      "a user's pending deliveries",
      deliveryKey,
      (place) => findDeliveries({ userId: 'ada', status: 'pending' }, place),
      25,
    ],
    ['keys', keyKey, (place) => findKeys(undefined, place), 25],
    [
      'budgets, several with the same share used',
      budgetKey,
      (place) => findUsedBudgets({ userId: null, usedPercentMin: 0 }, place),
      25,
    ],
    ["a user's keys", keyKey, (place) => findKeys('ada', place), 25],
  ]
  it.each(lists)(
    'give the same rows in the same order as one large page: %s',
    async (_, parts, list, count) => {
      const { items } = (await list(pagePositionOf({ limit: 100, offset: 0 }, parts)))!
      expect(items).toHaveLength(count)
      expect((await walk(list, parts)).flat()).toEqual(items)
    },
  )

  it.each(lists.filter(([name]) => !name.startsWith('all users')))(
    'give the previous page again: %s',
    async (_, parts, list) => {
      const first = pagePositionOf({ limit: 4, offset: 0 }, parts)
      const one = (await list(first))!
      const second = pagePositionOf({ limit: 4, offset: 0, after: paging(one, first).nextCursor! }, parts)
      const two = (await list(second))!
      const back = pagePositionOf({ limit: 4, offset: 0, before: paging(two, second).previousCursor! }, parts)
      const again = (await list(back))!
      expect(again.items).toEqual(one.items)
      expect(paging(again, back).previousCursor).toBeUndefined()
      expect(paging(again, back).nextCursor).toBe(paging(one, first).nextCursor)
    },
  )

  it('give pages without total and nextOffset, because nothing is counted', async () => {
    const first = pagePositionOf({ limit: 4, offset: 0 }, conversationKey)
    const found = (await conversations(first))!
    expect(paging(found, first)).toMatchObject({ total: 25, limit: 4, offset: 0, nextOffset: 4 })
    const next = pagePositionOf(
      { limit: 4, offset: 0, after: paging(found, first).nextCursor! },
      conversationKey,
    )
    const members = paging((await conversations(next))!, next)
    expect(members).not.toHaveProperty('total')
    expect(members).not.toHaveProperty('nextOffset')
  })

  it('never give a page twice when a conversation changes between two pages', async () => {
    const seen: number[] = []
    const touched = await walk(async (place) => {
      const found = (await findConversations('ada', place))!
      seen.push(...found.items.map(({ conversationId }) => conversationId))
      await database.query('update conversations set updated_at = now() where id = $1', [seen.at(-1)])
      return found
    }, conversationKey)
    expect(touched.flat()).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
  })

  it('are rejected when they are of another list, invalid, or used in both directions at once', () => {
    const after = btoa(JSON.stringify(['1', 'x; drop table users']))
    for (const input of [
      { after },
      { after: 'abc' },
      { after: 'a' },
      { before: '____' },
      { after: 'W10', before: 'W10' },
    ])
      expect(() => pagePositionOf({ limit: 1, offset: 0, ...input }, conversationKey)).toThrow(ApiError)
    const tooLarge = btoa(JSON.stringify(['1', '4294967296'])).replace(/=+$/, '')
    expect(() => pagePositionOf({ limit: 1, offset: 0, after: tooLarge }, conversationKey)).toThrow(/after/)
  })
})

it('the page after a shortened page begins where that ended, in both directions', async () => {
  const list: List = (place) => findMessages(1, 'ada', place)
  const place = pagePositionOf({ limit: 10, offset: 0 }, messageKey)
  const cut = cutToFit((await list(place))!, place, (items) => items.slice(0, 3))
  const { nextCursor, nextOffset } = paging(cut, place)
  expect(nextOffset).toBe(3)
  const next = pagePositionOf({ limit: 2, offset: 0, after: nextCursor! }, messageKey)
  const rest = (await list(next))!
  expect(rest.items).toMatchObject([{ content: 'm4' }, { content: 'm5' }])
  const back = pagePositionOf({ limit: 10, offset: 0, before: paging(rest, next).nextCursor! }, messageKey)
  const before = cutToFit((await list(back))!, back, (items) => items.slice(0, 2))
  expect(before.items).toMatchObject([{ content: 'm3' }, { content: 'm4' }])
  expect(paging(before, back).previousCursor).toBeDefined()
})

it('a total is counted up to its limit, and follows inserted and deleted messages', async () => {
  const few = { ...pagePositionOf({ limit: 1, offset: 0 }, jobKey), countMax: 7 }
  expect((await findJobs({}, few)).total).toBe(7)
  expect((await findJobs({}, { ...few, countMax: tunables.listCountMax })).total).toBe(25)
  const count = async () =>
    (await findMessages(1, 'ada', pagePositionOf({ limit: 1, offset: 0 }, messageKey)))!.total
  await database.query(
    `insert into messages (conversation_id, turn, role, content) values (1, 90, 'user', 'x'), (1, 91, 'user', 'y')`,
  )
  expect(await count()).toBe(27)
  await database.query('delete from messages where turn in (90, 91)')
  expect(await count()).toBe(25)
})
