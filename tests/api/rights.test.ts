import { describe, expect, inject, it } from 'vitest'
import { ask, begin, call, chat } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'

const pathOf = (userId: string) => `/api/users/${encodeURIComponent(userId)}`

async function exported(userId: string) {
  const response = await fetch(`${inject('appUrl')}${pathOf(userId)}/export`, {
    headers: { 'x-api-key': secrets.apiKey },
  })
  const lines = (await response.text()).trimEnd().split('\n')
  return { response, lines: lines.map((line) => JSON.parse(line)) }
}

describe('GET /api/users/{id}/export', () => {
  it.each(['plain', 'a/b', '100%25', 'ada@example.com', '한국', '?x=1&y#z'])(
    'accepts the user id …%s',
    async (name) => {
      const userId = newUser() + name
      await ask({ userId, message: 'hi' })
      const { response, lines } = await exported(userId)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/x-ndjson')
      expect(response.headers.get('x-request-id')).toBeTruthy()
      expect(lines[0]).toMatchObject({ type: 'user', userId })
      expect(lines.filter(({ type }) => type === 'message').map(({ content }) => content)).toEqual([
        'hi',
        'echo: hi',
      ])
      expect(lines.at(-1)).toMatchObject({ type: 'end', total: lines.length - 1 })
      const { status, body } = await call('GET', `${pathOf(userId)}/export?format=json`)
      expect([status, body.data.total]).toEqual([200, lines.length - 1])
      expect((await call('DELETE', pathOf(userId))).body.data.userId).toBe(userId)
    },
  )

  it('counts as a read of that user', async () => {
    await avoidHourBoundary()
    const [ada, bob] = [pathOf(newUser()), pathOf(newUser())]
    for (const [path, left] of [
      [ada, 1999],
      [ada, 1998],
      [bob, 1999],
    ]) {
      const { headers } = await call('GET', `${path}/export`)
      expect(headers.get('ratelimit')).toContain(`"read";r=${left};`)
    }
  })

  it('answers 404 for an unknown user', async () => {
    const answer = await call('GET', `${pathOf(newUser())}/export`)
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})

describe('DELETE /api/users/{id}', () => {
  it('deletes the user for good, and returns the number of deleted rows', async () => {
    const userId = newUser()
    const { jobId } = await ask({ userId, message: 'hi' })
    expect(await call('DELETE', pathOf(userId))).toMatchObject({
      status: 200,
      body: { data: { userId, deleted: { conversations: 1, messages: 2, jobs: 1 }, anonymised: 1 } },
    })
    expect((await call('GET', `/api/users?userId=${userId}`)).status).toBe(404)
    expect((await call('GET', `/api/jobs/${jobId}`)).status).toBe(404)
    expect((await call('DELETE', pathOf(userId))).status).toBe(404)
  })

  it('ends a chat that is waiting for its answer', async () => {
    const userId = newUser()
    const message = script(userId, { broken: 'hang' })
    const { jobId } = await begin({ userId, message })
    await expect.poll(async () => (await call('GET', `/api/jobs/${jobId}`)).body.data.status).toBe('running')
    const waiting = call('GET', `/api/jobs/${jobId}?wait=20`)
    await call('DELETE', pathOf(userId))
    expect(['cancelled', undefined]).toContain((await waiting).body.data?.status)
    expect((await call('GET', `/api/jobs/${jobId}`)).status).toBe(404)
  })
})

describe('DELETE /api/conversations/{id}', () => {
  it("deletes only the user's own conversation", async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: 'hi' })
    const remove = (who: string) => call('DELETE', `/api/conversations/${conversationId}?userId=${who}`)
    expect((await remove(newUser())).status).toBe(404)
    expect((await call('DELETE', `/api/conversations/${conversationId}`)).status).toBe(400)
    expect(await remove(userId)).toMatchObject({
      status: 200,
      body: { data: { conversationId, deleted: { messages: 2, jobs: 1 } } },
    })
    expect((await remove(userId)).status).toBe(404)
    expect((await chat({ userId, conversationId, message: 'and now?' })).status).toBe(404)
  })
})
