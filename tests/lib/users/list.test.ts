import { beforeAll, describe, expect, it } from 'vitest'
import { pagePositionOf, paging } from '#lib/api/paging'
import { rollUpUsage } from '#lib/metering/rollup'
import { noteActivity } from '#lib/users/note-activity'
import { insertUser, searchUserRows, type UserOrder, userKeys } from '#lib/users/store'
import { accept, answerJob, spent } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

const found = async (input: Parameters<typeof searchUserRows>[0], page = {}) => {
  const place = pagePositionOf({ limit: 100, offset: 0, ...page }, userKeys[input.order ?? 'newest'])
  const users = await searchUserRows(input, place)
  return { ids: users.items.map(({ userId }) => userId), items: users.items, ...paging(users, place) }
}

/** Three users. The first one sent a message last. */
async function users(): Promise<{ word: string; ids: string[] }> {
  const word = newUser()
  const ids = ['one', 'two', 'three'].map((name) => `${word}-${name}`)
  for (const userId of ids) await insertUser({ userId })
  await accept({ userId: ids[1]! })
  await accept({ userId: ids[0]! })
  await noteActivity()
  return { word, ids }
}

describe('users', () => {
  it('are listed newest first, or by their last message, page by page in both directions', async () => {
    const { word, ids } = await users()
    const [one, two, three] = ids
    expect((await found({ query: word })).ids).toEqual([three, two, one])
    const order: UserOrder = 'lastMessage'
    expect((await found({ query: word, order })).ids).toEqual([one, two, three])
    const first = await found({ query: word, order }, { limit: 1 })
    const second = await found({ query: word, order }, { limit: 1, after: first.nextCursor })
    expect(second.ids).toEqual([two])
    expect((await found({ query: word, order }, { limit: 1, before: second.previousCursor })).ids).toEqual([
      one,
    ])
    expect((await found({ ownId: three!, order })).ids).toEqual([three])
    await accept({ userId: three! })
    await noteActivity()
    expect((await found({ query: word, order })).ids).toEqual([three, one, two])
  })

  it('are listed with their usage of this month, rolled up or not, and when they were last seen', async () => {
    const userId = newUser()
    const lastMonth = newUser()
    for (const id of [userId, userId, lastMonth]) await answerJob((await accept({ userId: id })).job_id)
    await services.database.query(
      `update usage_ledger set created_at = date_trunc('month', now(), 'UTC') - interval '1 hour'
       where user_id = (select id from users where user_id = $1)`,
      [lastMonth],
    )
    const used = async (query: string) => (await found({ query })).items[0]!
    const expected = { requests: 2, totalTokens: 2 * spent.totalTokens, cost: '0' }
    expect((await used(userId)).month).toEqual(expected)
    await rollUpUsage()
    expect((await used(userId)).month).toEqual(expected)
    expect((await used(lastMonth)).month).toEqual({ requests: 0, totalTokens: 0, cost: '0' })
    expect((await used(userId)).lastSeenAt).toMatch(/^\d{4}-/)
    const silent = newUser()
    await insertUser({ userId: silent })
    expect((await used(silent)).lastSeenAt).toBeNull()
  })
})
