import { beforeAll, describe, expect, it } from 'vitest'
import { api, ask, begin, call, dataOf, jobEnd } from '#tests/support/api'
import { newKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const userId = newUser()
const word = newUser()
const made = { answered: 0, failed: 0, cancelled: 0, empty: 0, branch: 0 }

beforeAll(async () => {
  made.empty = (await dataOf(api.POST('/api/users', { body: { userId } }))) && (await empty())
  const { conversationId, messageId } = await ask({ userId, message: `대한민국의 수도 ${word}`, wait: 20 })
  made.answered = conversationId
  made.failed = (await begun(script(word, { status: 401 }))).conversationId
  const open = await begun(script(word, { broken: 'hang' }))
  await call('POST', `/api/jobs/${open.jobId}/cancel`)
  made.cancelled = open.conversationId
  const body = { userId, model: 'other-model', wait: 20 }
  made.branch = (
    await call('POST', `/api/messages/${messageId}/regenerate`, { body })
  ).body.data.conversationId
})

const empty = async () =>
  (await dataOf(api.POST('/api/conversations', { body: { userId, title: word } }))).conversationId

/** Sends a message and returns its job, when it has ended or the model hangs. */
async function begun(message: string) {
  const job = await begin({ userId, message })
  if (!message.includes('hang')) await jobEnd(job.jobId)
  return job
}

const list = async (query: Record<string, unknown> = {}) => {
  const params = new URLSearchParams(Object.entries({ userId, ...query }).map(([k, v]) => [k, String(v)]))
  return (await call('GET', `/api/conversations?${params}`)).body.data
}
const idsOf = (data: { conversations: { conversationId: number }[] }) =>
  data.conversations.map(({ conversationId }) => conversationId)

describe('conversations', () => {
  it('can be filtered by the status of their last message, and show it', async () => {
    for (const status of ['answered', 'failed', 'cancelled'] as const) {
      const data = await list({ status })
      const expected = status === 'answered' ? [made.branch, made.answered] : [made[status]]
      expect(idsOf(data)).toEqual(expected)
      expect(data.total).toBe(expected.length)
      expect(data.conversations[0].status).toBe(status)
    }
    const all = await list()
    const { conversationId, ...found } = all.conversations.at(-1)
    expect(conversationId).toBe(made.empty)
    expect(found).not.toHaveProperty('status')
  })

  it('can be filtered by status running until their job ends', async () => {
    const open = await begun(script(newUser(), { broken: 'hang' }))
    expect(idsOf(await list({ status: 'running' }))).toEqual([open.conversationId])
    await call('POST', `/api/jobs/${open.jobId}/cancel`)
    expect(idsOf(await list({ status: 'running' }))).toEqual([])
    await call('DELETE', `/api/conversations/${open.conversationId}?userId=${userId}`)
  })

  it('can be filtered by answering model, by time, and by the conversation they branch from', async () => {
    const [branch] = (await list({ model: 'other-model' })).conversations
    expect(branch).toMatchObject({ conversationId: made.branch, model: 'other-model', status: 'answered' })
    expect(idsOf(await list({ branchOf: made.answered }))).toEqual([made.branch])
    const { updatedAt } = await dataOf(
      api.GET('/api/conversations/{id}', { params: { path: { id: made.cancelled } } }),
    )
    expect(idsOf(await list({ updatedAfter: updatedAt }))).toEqual([made.branch, made.cancelled])
    expect(idsOf(await list({ updatedBefore: updatedAt }))).toEqual([made.failed, made.answered, made.empty])
  })

  it.each(['/api/conversations?updatedAfter', '/api/jobs?createdBefore'])(
    'accept any valid time: %s',
    async (path) => {
      const status = async (time: string) =>
        (await call('GET', `${path}=${encodeURIComponent(time)}&userId=${userId}`)).status
      expect(await status('2026-01-01T00:00:00+23:59')).toBe(200)
      expect(await status('0001-01-01T00:00:00Z')).toBe(200)
      expect(await status('9999-12-31T23:59:59.999999999Z')).toBe(200)
      expect(await status('0000-01-01T00:00:00Z')).toBe(400)
      expect(await status('9999-12-31T23:59:59-23:59')).toBe(400)
    },
  )

  it('continue from cursors in both directions when filtered', async () => {
    const first = await list({ status: 'answered', limit: 1 })
    const second = await list({ status: 'answered', limit: 1, after: first.nextCursor })
    expect(idsOf(second)).toEqual([made.answered])
    expect(second).not.toHaveProperty('nextCursor')
    const back = await list({ status: 'answered', limit: 1, before: second.previousCursor })
    expect(idsOf(back)).toEqual([made.branch])
  })

  it('of all users are only for callers who act for all users', async () => {
    const everybody = (await call('GET', `/api/conversations?branchOf=${made.answered}`)).body.data
    expect(everybody.conversations).toMatchObject([{ conversationId: made.branch, userId }])
    const other = newUser()
    await call('POST', '/api/users', { body: { userId: other } })
    const { key } = await newKey({ userId: other, scopes: ['read'] })
    const bound = await call('GET', `/api/conversations?branchOf=${made.answered}`, { key })
    expect(bound.body.data.conversations).toEqual([])
    const unknown = await call('GET', `/api/conversations?status=failed&userId=${newUser()}`)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found'])
  })
})

describe('a search', () => {
  const search = async (query: Record<string, unknown>) => {
    const params = new URLSearchParams(Object.entries({ userId, ...query }).map(([k, v]) => [k, String(v)]))
    return idsOf((await call('GET', `/api/search/conversations?${params}`)).body.data)
  }

  it('finds only the conversations that match its filters, in Korean too', async () => {
    expect(await search({ query: '민국' })).toEqual([made.branch, made.answered])
    expect(await search({ query: '민국', model: 'other-model' })).toEqual([made.branch])
    expect(await search({ query: word, status: 'failed' })).toEqual([made.failed])
    expect(await search({ query: word, updatedAfter: '2100-01-01T00:00:00Z' })).toEqual([])
  })
})
