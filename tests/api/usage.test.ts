import { describe, expect, inject, it } from 'vitest'
import { api, ask, call, chat, dataOf } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { boundKey, newKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'
import type { paths } from '../../docs/examples/typescript/api.d.ts'

const usage = (query: Record<string, string>) => call('GET', `/api/usage?${new URLSearchParams(query)}`)
const figuresOf = (query: UsageQuery) => dataOf(api.GET('/api/usage', { params: { query } }))
type UsageQuery = paths['/api/usage']['get']['parameters']['query']
const model = 'gpt-6-luna'

describe('the usage of a user', () => {
  it('has every call up to now: answered, failed and repeated, with its cost', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    await ask({ userId, message: 'one', model })
    await ask({ userId, message: script(userId, { answer: '' }, { answer: 'at last' }), model })
    const { status, body } = await usage({ userId })
    expect(status).toBe(200)
    expect(body).toMatchObject({ success: true, message: '45 tokens in 3 model calls.' })
    const figures = {
      ...{ requests: 3, answers: 2, failures: 0 },
      ...{ latencyMedianMs: expect.any(Number), latencyP95Ms: expect.any(Number) },
      ...{ promptTokens: 30, cachedTokens: 0, completionTokens: 15, reasoningTokens: 0 },
      ...{ totalTokens: 45, estimatedTokens: 0, unpricedTokens: 0, cost: '0.0000105', currency: 'USD' },
    }
    const start = expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00\+00:00$/)
    expect(body.data).toEqual({
      ...{ from: expect.any(String), to: expect.any(String), timezone: 'UTC', granularity: 'day' },
      ...{
        totals: figures,
        series: [{ start, ...figures }],
        total: 1,
        limit: 200,
        offset: 0,
        nextOffset: null,
      },
    })
    const user = () => dataOf(api.GET('/api/users', { params: { query: { userId } } }))
    // An answer is returned before its usage is added in KV.
    const today = { requests: 3, totalTokens: 45, cost: '0.0000105' }
    await expect.poll(user).toMatchObject({ today })
  })

  it('shows how many tokens have no price, and can be grouped by model', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    await ask({ userId, message: 'one', model })
    await ask({ userId, message: 'two' })
    const { totals, series } = await figuresOf({ userId, groupBy: 'model', granularity: 'hour' })
    expect(totals).toMatchObject({ totalTokens: 30, unpricedTokens: 15, cost: '0.0000035' })
    expect(series).toMatchObject([
      { model: 'fake-model', cost: '0', unpricedTokens: 15 },
      { model, cost: '0.0000035', unpricedTokens: 0 },
    ])
    expect((await figuresOf({ userId, model })).totals).toMatchObject({ requests: 1 })
  })

  it('counts answers and failures separately, by model and by key', async () => {
    const userId = newUser()
    const { key, keyId } = await newKey({ name: 'Apart', scopes: ['chat', 'usage'] })
    await ask({ userId, message: 'one', model })
    const { body } = await chat({ userId, model, message: script(userId, { status: 400 }) }, { key })
    expect(body.code).toBe('job_failed')
    const { totals, series } = await figuresOf({ userId, groupBy: 'key' })
    expect(totals).toMatchObject({ requests: 1, answers: 1, failures: 1 })
    expect(series).toMatchObject([
      { keyId: null, keyName: null, answers: 1, failures: 0, latencyP95Ms: expect.any(Number) },
      { keyId, keyName: 'Apart', requests: 0, answers: 0, failures: 1, latencyMedianMs: null },
    ])
    const byModel = await figuresOf({ userId, groupBy: 'model' })
    expect(byModel.series).toMatchObject([{ model, answers: 1, failures: 1 }])
  })

  it("hides from a personal key the names of keys that are not its user's", async () => {
    const { userId, key } = await boundKey({ name: 'Mine', scopes: ['chat', 'usage'] })
    const { key: unbound } = await newKey({ name: "The owner's", scopes: ['chat', 'usage'] })
    await chat({ message: 'one' }, { key })
    await chat({ userId, message: 'two' }, { key: unbound })
    const { body } = await call('GET', '/api/usage?groupBy=key', { key })
    const names = body.data.series.map((step: { keyName: string | null }) => step.keyName)
    expect(names.toSorted()).toEqual(['Mine', null])
  })

  it('starts days at midnight of the time zone', async () => {
    const userId = newUser()
    await ask({ userId, message: 'hi' })
    for (const [timezone, offset] of [
      ['Asia/Kolkata', '+05:30'],
      ['Asia/Seoul', '+09:00'],
    ] as const) {
      const { series } = await figuresOf({ userId, timezone })
      expect(series[0]?.start).toMatch(new RegExp(`T00:00:00\\${offset}$`))
    }
  })

  it('is available as CSV', async () => {
    const userId = newUser()
    await ask({ userId, message: 'hi', model })
    const response = await fetch(`${inject('appUrl')}/api/usage?userId=${userId}&format=csv&groupBy=user`, {
      headers: { 'x-api-key': secrets.apiKey },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="usage.csv"')
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    const [head, line, ...rest] = (await response.text()).split('\r\n')
    expect(head).toMatch(/^start,userId,requests,promptTokens,/)
    expect(line).toMatch(new RegExp(`^\\d{4}-[^,]*,${userId},1,10,0,5,0,15,0,0,0.0000035,USD,1,0,\\d+,\\d+$`))
    expect(rest).toEqual([''])
  })

  it('is CSV when the Accept header asks for it, unless the query asks for JSON', async () => {
    const userId = newUser()
    await ask({ userId, message: 'hi' })
    const headers = { accept: 'text/csv', 'x-api-key': secrets.apiKey }
    const typeOf = async (query: string) =>
      (await fetch(`${inject('appUrl')}/api/usage?userId=${userId}${query}`, { headers })).headers.get(
        'content-type',
      )
    expect(await typeOf('')).toMatch(/^text\/csv/)
    expect(await typeOf('&format=json')).toMatch(/^application\/json/)
  })

  it('is 404 for an unknown user, and empty for a user without calls', async () => {
    const userId = newUser()
    expect((await usage({ userId })).status).toBe(404)
    await api.POST('/api/users', { body: { userId } })
    expect(await figuresOf({ userId })).toMatchObject({
      totals: { requests: 0, cost: '0' },
      series: [],
      total: 0,
    })
  })

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ timezone: '+05:30' }, 'timezone'],
    [{ granularity: 'week' }, 'granularity'],
    [{ groupBy: 'conversation' }, 'groupBy'],
    [{ format: 'xml' }, 'format'],
    [{ from: 'yesterday' }, 'from'],
    [{ from: '2026-11-24T09:00:00' }, 'from'],
    [{ from: '2026-02-30' }, 'from'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'to'],
    [{ from: '2026-11-01', to: '2026-11-01' }, 'to'],
    [{ from: '2020-01-01' }, 'from'],
    [{ from: '2026-09-01', to: '2026-11-01', granularity: 'hour' }, 'from'],
    [{ limit: '0' }, 'limit'],
  ])('is refused for %j, and the error names the field', async (query, path) => {
    const { status, body } = await usage(query as Record<string, string>)
    expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, 'invalid_input', path])
  })
})
