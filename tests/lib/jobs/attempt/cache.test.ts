import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type CachedHistory, type NewestHistory, publishAnswer, readCache } from '#lib/jobs/attempt/cache'
import { listenForEnd } from '#lib/jobs/events'
import type { JobView } from '#lib/jobs/schema'
import { sessionKey } from '#lib/jobs/session'
import { kv } from '#lib/kv/index'
import { counterKeys } from '#lib/metering/counters'
import { circuitsKey } from '#lib/models/circuit'
import { tunables } from '#lib/tunables'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

beforeAll(async () => {
  await useServices('hosted')
})

const counted = { totalTokens: 25, cost: '0.0000045' }

let conversations = 0
const newHistory = (): CachedHistory => ({
  conversationId: ++conversations,
  version: crypto.randomUUID(),
  turn: 1,
  messages: [
    { role: 'user', content: 'a "question"\n漢 😀', tokens: 9 },
    { role: 'assistant', content: '42', tokens: 5 },
  ],
})
const newestOf = ({ version, turn, messages }: CachedHistory): NewestHistory => ({
  version,
  turn,
  messages: () => messages,
})
const jobOf = ({ conversationId }: CachedHistory): JobView => ({
  jobId: `job_${crypto.randomUUID().replaceAll('-', '')}`,
  status: 'completed',
  conversationId,
  messageId: 5,
  response: '42',
  usage: { promptTokens: 20, completionTokens: 5, totalTokens: 25 },
  model: 'fake-model',
  attempts: 1,
  createdAt: '2026-11-20T23:59:58.000Z',
  finishedAt: '2026-11-20T23:59:59.000Z',
})

describe('publishAnswer', () => {
  it('stores the history for a day, and readCache returns it unchanged', async () => {
    const history = newHistory()
    await publishAnswer({ userId: newUser(), job: jobOf(history), newest: newestOf(history), counted })
    expect(await readCache(history.conversationId)).toEqual({ cached: history, circuits: {} })
    const seconds = await kv().ttl(`history:${history.conversationId}`)
    expect(seconds).toBeGreaterThan(tunables.historyCacheSeconds - 60)
    expect(seconds).toBeLessThanOrEqual(tunables.historyCacheSeconds)
  })

  it('counts in the day and the month of the answer, and stores the session', async () => {
    const userId = newUser()
    const history = newHistory()
    const job = jobOf(history)
    await publishAnswer({ userId, job, newest: newestOf(history), counted })
    await publishAnswer({ userId, job, newest: newestOf(history), counted: { totalTokens: 10, cost: null } })
    const keys = counterKeys(userId, new Date('2026-11-20T00:00:00Z'))
    expect(keys.map((key) => key.replace(userId, ''))).toEqual(['counters::2026-11-20', 'counters::2026-11'])
    for (const key of keys)
      expect(await kv().hgetall(key)).toEqual({ requests: 2, totalTokens: 35, costPico: 4_500_000 })
    expect(await kv().get(sessionKey(userId))).toEqual({
      conversationId: history.conversationId,
      version: history.version,
      messageId: 5,
      model: 'fake-model',
      lastMessageAt: job.finishedAt,
    })
    expect(await kv().ttl(sessionKey(userId))).toBeGreaterThan(tunables.sessionCacheSeconds - 60)
  })

  it('stores no history for an answer that is not the newest, but closes the circuit of a recovered model', async () => {
    const history = newHistory()
    const userId = newUser()
    await kv().hset(circuitsKey, { 'fake-model': '5:1', 'other-model': '5:1' })
    await publishAnswer({ userId, job: jobOf(history), newest: null, counted, recovered: 'fake-model' })
    expect(await readCache(history.conversationId)).toEqual({
      cached: null,
      circuits: { 'other-model': '5:1' },
    })
    expect(await kv().get(sessionKey(userId))).toBeNull()
    await kv().del(circuitsKey)
  })

  it('announces the job to waiting requests', async () => {
    const history = newHistory()
    const job = jobOf(history)
    const subscription = listenForEnd(job.jobId)
    expect(await subscription.ready).toBe(true)
    await publishAnswer({ userId: newUser(), job, newest: newestOf(history), counted })
    expect(await subscription.ended).toEqual(job)
    subscription.close()
  })
})

describe('readCache', () => {
  it('has no history when there is none', async () => {
    expect(await readCache(++conversations)).toEqual({ cached: null, circuits: {} })
  })

  it.each<[string, (history: CachedHistory) => unknown]>([
    ['no turn', (history) => ({ ...history, turn: undefined })],
    ['invalid JSON', () => '{"half":'],
    ['text', () => 'text'],
    ['a list', () => []],
    ['another conversation', (history) => ({ ...history, conversationId: 999_999 })],
    ['a version that is not text', (history) => ({ ...history, version: 3 })],
    ['a version that is not a UUID', (history) => ({ ...history, version: '3' })],
    ['no version', (history) => ({ ...history, version: undefined })],
    ['another shape of message', (history) => ({ ...history, messages: [{ role: 'user', content: 1 }] })],
  ])('has no history when the key holds %s', async (_, change) => {
    const history = newHistory()
    await kv().set(`history:${history.conversationId}`, change(history))
    expect(await readCache(history.conversationId)).toEqual({ cached: null, circuits: {} })
  })

  it('has no history when the key is of another type', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => logged.mockRestore())
    const { conversationId } = newHistory()
    await kv().hset(`history:${conversationId}`, { version: 1 })
    expect(await readCache(conversationId)).toEqual({ cached: null, circuits: {} })
  })
})
