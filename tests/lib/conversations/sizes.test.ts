import { beforeAll, describe, expect, it } from 'vitest'
import { forkConversation } from '#lib/conversations/fork'
import type { Item } from '#lib/items/types'
import { addItems, findItemAt, findRows } from '#lib/openai-api/conversations/item-store'
import { findItems } from '#lib/openai-api/conversations/items'
import { insertConversation } from '#lib/openai-api/conversations/store'
import { tunables } from '#lib/tunables'
import { accept, answerJob, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

let services: Services
beforeAll(async () => {
  services = await useServices()
})

const megabyte = 1024 * 1024
const said = (text: string): Item => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
})
/** A text that PostgreSQL compresses to a few kilobytes, and one that it cannot compress. */
const compressible = (bytes: number) => 'a'.repeat(bytes)
const incompressible = (bytes: number) =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes / 2))).toString('hex')

/** A conversation of these items, each in its own row. */
async function conversation(...texts: string[]) {
  const userId = newUser()
  const { id } = (await insertConversation(userId, {}))!
  for (const text of texts) await addItems(id, [said(text)], '')
  return { userId, id }
}

const all = { order: 'asc' as const, limit: 100, readsFirst: true }
const bytesOf = (rows: { items: Item[] | null }[]) =>
  rows.reduce((sum, { items }) => sum + (items ? JSON.stringify(items).length : 0), 0)

describe.each([
  ['that compress well', (bytes: number) => compressible(bytes)],
  [
    'that do not compress',
    (bytes: number) => incompressible(Math.min(bytes, 65_536 * 2)).repeat(bytes / 131_072),
  ],
])('large items %s', (_, text) => {
  const three = () => Promise.resolve([0, 1, 2].map(() => text(megabyte)))

  it('are not read beyond the byte limit of a page, and the page says that there are more', async () => {
    const { id } = await conversation(...(await three()))
    for (const order of ['asc', 'desc'] as const) {
      const rows = await findRows(id, { ...all, order, bytesMax: 2.5 * megabyte })
      expect(rows.map(({ is_read }) => is_read)).toEqual([true, true, false])
      expect(bytesOf(rows)).toBeLessThan(2.5 * megabyte)
      expect(rows[2]).toMatchObject({ content: '', items: null })
    }
    const none = await findRows(id, { ...all, bytesMax: 0, readsFirst: false })
    expect(none.map(({ is_read }) => is_read)).toEqual([false])
    const first = await findRows(id, { ...all, bytesMax: 0 })
    expect(first.map(({ is_read }) => is_read)).toEqual([true, false])
  })

  it('are not part of a prompt beyond its byte limit', async () => {
    const { id, userId } = await conversation(...Array.from({ length: 20 }, () => text(megabyte)))
    const { job_id } = await accept({ userId, conversationId: id })
    const { history } = await claim(job_id)
    expect(history).toHaveLength(15)
  })

  it('are not copied beyond the byte limit of a prompt', async () => {
    const { id, userId } = await conversation(...Array.from({ length: 20 }, () => text(megabyte)))
    const copy = (await forkConversation(id, userId, 18))!
    const { rows } = await services.database.query(
      'select min(turn), max(turn), count(*)::int from messages where conversation_id = $1',
      [copy],
    )
    expect(rows).toEqual([{ min: 4, max: 18, count: 15 }])
    const { rows: counted } = await services.database.query(
      'select message_count from conversations where id = $1',
      [copy],
    )
    expect(counted).toEqual([{ message_count: 15 }])
  })
})

it('a copy has as many of the newest messages as a prompt can have, without their thoughts', async () => {
  const turns = tunables.historyMessagesMax + 10
  const { id, userId } = await conversation(...Array.from({ length: turns }, (_, i) => `${i + 1}`))
  const { job_id, turn } = await accept({ userId, conversationId: id, metadata: { kept: 1 } })
  await answerJob(job_id)
  await services.database.query(
    `update messages set metadata = metadata || '{"thoughts": "long"}' where job_id = $1`,
    [job_id],
  )
  const copy = (await forkConversation(id, userId, turn))!
  const { rows } = await services.database.query(
    'select turn, metadata from messages where conversation_id = $1 order by turn, id',
    [copy],
  )
  expect(rows).toHaveLength(tunables.historyMessagesMax)
  expect(rows[0].turn).toBe(turn - tunables.historyMessagesMax + 2)
  expect(rows.at(-2).metadata).toEqual({ kept: 1 })
  expect(rows.at(-1).metadata).not.toHaveProperty('thoughts')
})

describe('a page of items', () => {
  it('skips rows without items, and ends with the last item', async () => {
    const { id, userId } = await conversation('first')
    for (let i = 0; i < 5; i += 1) {
      const { job_id } = await accept({ userId, conversationId: id, message: 'unanswered' })
      await services.database.query(`update jobs set status = 'failed', finished_at = now() where id = $1`, [
        job_id,
      ])
    }
    await addItems(id, [said('last')], 'last')
    const one = await findItems(id, { order: 'asc', limit: 1 })
    expect(one).toMatchObject({ items: [said('first')], hasMore: true })
    const two = await findItems(id, { order: 'asc', limit: 1, after: one.items[0]!.id })
    expect(two).toMatchObject({ items: [said('last')], hasMore: false })
    expect(await findItems(id, { order: 'asc', limit: 1, after: two.items[0]!.id })).toEqual({
      items: [],
      hasMore: false,
    })
  })

  it('has one item when that is larger than a page, with a correct hasMore', async () => {
    const large = incompressible(131_072).repeat(40)
    const { id } = await conversation(large, large)
    for (const order of ['asc', 'desc'] as const) {
      const one = await findItems(id, { order, limit: 10 })
      expect(one).toMatchObject({ items: [said(large)], hasMore: true })
      const two = await findItems(id, { order, limit: 10, after: one.items[0]!.id })
      expect(two).toMatchObject({ items: [said(large)], hasMore: false })
    }
  })
})

it('an item is found by its place, and only for its own user', async () => {
  const userId = newUser()
  const { id } = (await insertConversation(userId, {}))!
  const messageId = (await addItems(id, [said('one'), said('two')], 'two'))!
  const at = (index: number) => findItemAt({ kind: 'row', messageId, index }, userId)
  expect([await at(0), await at(1), await at(2)]).toEqual([said('one'), said('two'), undefined])
  expect(await findItemAt({ kind: 'row', messageId, index: 0 }, newUser())).toBeUndefined()
  const { job_id: jobId } = await accept({ userId, message: 'hello' })
  await answerJob(jobId, 'the answer')
  const input = (index: number) => findItemAt({ kind: 'input', jobId, index }, userId)
  expect([await input(0), await input(1)]).toEqual([said('hello'), undefined])
  expect(await findItemAt({ kind: 'message', jobId }, userId)).toMatchObject({
    role: 'assistant',
    content: [{ text: 'the answer' }],
  })
  expect(await findItemAt({ kind: 'call', jobId, index: 1 }, userId)).toBeUndefined()
})
