import { expect, it } from 'vitest'
import { call } from '#tests/support/api'
import { newUser, unique } from '#tests/support/names'

it('requests appear in the usage of their user, and are counted by endpoint in the export', async () => {
  const user = newUser()
  const messages = [{ role: 'user', content: unique('a chat') }]
  const ask = async (path: string, body: object) =>
    expect((await call('POST', path, { body: { ...body, user } })).status).toBe(200)
  await ask('/v1/chat/completions', { messages })
  for (const input of [unique('one'), unique('two')]) await ask('/v1/responses', { input })
  await ask('/v1/responses', { input: unique('a stream'), stream: true })
  const { totals } = (await call('GET', `/api/usage?userId=${user}`)).body.data
  expect(totals).toMatchObject({ requests: 4, totalTokens: 60 })
  const response = await call('GET', `/api/users/${user}/export?format=ndjson`)
  const lines = String(response.body)
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  const counted = lines.filter(({ type }) => type === 'requests')
  expect(counted.map(({ endpoint, requestCount }) => [endpoint, requestCount])).toEqual([
    ['POST /v1/chat/completions', 1],
    ['POST /v1/responses', 3],
  ])
})
