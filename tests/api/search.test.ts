import { describe, expect, it } from 'vitest'
import { api, ask, call, dataOf } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'

const search = async (query: string, more: Record<string, string | number> = {}, key?: string) => {
  const params = new URLSearchParams({
    query,
    ...Object.fromEntries(Object.entries(more).map(([k, v]) => [k, String(v)])),
  })
  const { body } = await call('GET', `/api/search/conversations?${params}`, { key })
  if (!body.data) throw new Error(`The search failed: ${JSON.stringify(body)}`)
  return body.data
}
/**
 * The results of all pages. On a busy machine, a page may end before it is full, and the messages of other tests may be
 * so many that a search cannot read all that are not indexed yet.
 */
async function searchAll(
  query: string,
  more: Record<string, string> = {},
  key?: string,
): Promise<Awaited<ReturnType<typeof search>>> {
  const first = await search(query, more, key)
  const conversations = [...first.conversations]
  for (let { nextCursor } = first; nextCursor; ) {
    const next = await search(query, { ...more, after: nextCursor }, key)
    conversations.push(...next.conversations)
    nextCursor = next.nextCursor
  }
  return first.isComplete ? { ...first, conversations } : searchAll(query, more, key)
}
const idsOf = ({ conversations }: { conversations: { conversationId: number }[] }) =>
  conversations.map(({ conversationId }) => conversationId)

describe('GET /api/search/conversations', () => {
  it('finds new messages at once, in questions and answers, in Korean and in parts of words too', async () => {
    const userId = newUser()
    const { conversationId } = await ask({
      userId,
      message: '이번 주말에 서울여행을 가고 싶어요. Seoul trip!',
    })
    await ask({ userId, message: 'Something else' })
    for (const query of ['서울', '울여', '여행을', '주말에 여행', 'SEOUL', 'seoul tri', 'echo 서울', '서'])
      expect([query, idsOf(await searchAll(query, { userId }))]).toEqual([query, [conversationId]])
    for (const query of ['부산', 'seoul 부산', '행여', 'seouls'])
      expect([query, idsOf(await searchAll(query, { userId }))]).toEqual([query, []])
    // As a Mac sends it: decomposed (NFD).
    expect(idsOf(await searchAll('서울여행'.normalize('NFD'), { userId }))).toEqual([conversationId])
  })

  it('shows the newest match of each conversation with the text around it, newest first', async () => {
    const userId = newUser()
    const word = `w${crypto.randomUUID().slice(0, 8)}`
    const first = await ask({ userId, message: `${'before '.repeat(40)}${word}${' after'.repeat(80)}` })
    const second = await ask({ userId, message: `once ${word}` })
    await ask({ userId, conversationId: first.conversationId, message: 'no match here' })
    const found = await searchAll(word)
    expect(idsOf(found)).toEqual([second.conversationId, first.conversationId])
    const [newest, older] = found.conversations
    expect(newest).toMatchObject({ userId, match: { in: 'message', excerpt: `echo: once ${word}` } })
    expect(older.match.messageId).toBe(first.messageId)
    expect(older.match.excerpt).toMatch(new RegExp(`^…before .*${word} after.*…$`))
    expect(idsOf(await searchAll(word, { limit: '1' }))).toEqual(idsOf(found))
    expect((await search(word, { limit: 1 })).conversations.length).toBeLessThanOrEqual(1)
  })

  it('finds a title, and the new one after a rename', async () => {
    const userId = newUser()
    const [old, word] = [newUser(), newUser()]
    await call('POST', '/api/users', { body: { userId } })
    const made = await dataOf(api.POST('/api/conversations', { body: { userId, title: `About ${old}` } }))
    const { conversationId } = made
    expect((await searchAll(old)).conversations).toMatchObject([{ conversationId, match: { in: 'title' } }])
    const renamed = await call('PATCH', `/api/conversations/${conversationId}`, {
      body: { title: `한국 ${word}` },
    })
    expect(renamed.body.data).toMatchObject({
      conversationId,
      title: `한국 ${word}`,
      updatedAt: made.updatedAt,
    })
    expect(idsOf(await searchAll(old))).toEqual([])
    expect(idsOf(await searchAll(word))).toEqual([conversationId])
    expect((await call('GET', `/api/conversations/${conversationId}`)).body.data).toEqual(renamed.body.data)
  })

  it("shows a key that is bound to a user only that user's conversations", async () => {
    const { userId, key } = await boundKey({ scopes: ['chat', 'read'] })
    const word = newUser()
    const other = newUser()
    await ask({ userId: other, message: `${word} of another` })
    const mine = await ask({ userId, message: `${word} of mine` })
    expect(idsOf(await searchAll(word, {}, key))).toEqual([mine.conversationId])
    expect((await call('GET', `/api/search/conversations?query=x&userId=${other}`, { key })).status).toBe(404)
  })

  it('searches all users with the scope admin, and otherwise needs the userId', async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: userId })
    const path = `/api/search/conversations?query=${userId}`
    const { key } = await newKey({ scopes: ['chat', 'read'] })
    const refused = await call('GET', path, { key })
    expect([refused.status, refused.body.error]).toEqual([
      400,
      'userId: Needed, unless the key has the scope admin',
    ])
    expect(idsOf(await searchAll(userId, { userId }, key))).toEqual([conversationId])
    const admin = await newKey({ scopes: ['read', 'admin'] })
    expect(idsOf(await searchAll(userId, {}, admin.key))).toEqual([conversationId])
  })

  it('refuses a query without letters and digits, and a cursor of another list', async () => {
    for (const query of ['query=%2B%2B', 'query=', 'query=a&after=W10', ''])
      expect((await call('GET', `/api/search/conversations?${query}`)).status).toBe(400)
    for (const query of ["' or 1=1 --", '%', 'a%', '\\ a', 'a & b | !c:*', 'a'.repeat(200)])
      expect(await search(query.includes('a') || query.includes('1') ? query : `${query}x`)).toHaveProperty(
        'isComplete',
      )
  })
})

describe('GET /api/search/users', () => {
  const users = async (query: string, key?: string) =>
    (await call('GET', `/api/search/users?${query}`, { key })).body.data

  it('lists users, newest first, page by page, and counts them on request', async () => {
    const ids = [newUser(), newUser(), newUser()]
    const name = newUser().slice(-12)
    for (const userId of ids) await call('POST', '/api/users', { body: { userId, name } })
    const found: string[] = []
    // Other tests may have created users in the meantime.
    for (let after = ''; found.length < ids.length; ) {
      const page = await users(`limit=100${after}`)
      found.push(
        ...page.users
          .map(({ userId }: { userId: string }) => userId)
          .filter((id: string) => ids.includes(id)),
      )
      after = `&after=${page.nextCursor}`
    }
    expect(found).toEqual(ids.toReversed())
    const first = await users(`query=${name}&limit=2`)
    expect(first.users.map(({ userId }: { userId: string }) => userId)).toEqual([ids[2], ids[1]])
    expect(first).not.toHaveProperty('total')
    const next = await users(`query=${name}&limit=1&total=true&after=${first.nextCursor}`)
    expect(next.users).toMatchObject([{ userId: ids[0] }])
    expect(next.total).toBe(3)
    expect((await users(`query=${name}&limit=2&before=${next.previousCursor}`)).users).toEqual(first.users)
  })

  it('finds a user by a part of the id, the name and the email address', async () => {
    const userId = newUser()
    const body = { userId, name: `김철수 ${userId.slice(-8)}`, email: `${userId.slice(-8)}@mail.example` }
    await call('POST', '/api/users', { body })
    for (const query of [userId, body.name, body.email, `철수 ${userId.slice(-8)}`])
      expect((await users(`query=${encodeURIComponent(query)}`)).users).toMatchObject([body])
    expect((await users(`query=${userId}nobody`)).users).toEqual([])
  })

  it('shows a key that is bound to a user only that user', async () => {
    const { userId, key } = await boundKey({ scopes: ['read'] })
    expect((await users('', key)).users).toMatchObject([{ userId }])
    expect((await users(`query=${newUser()}`, key)).users).toEqual([])
  })
})

describe('PATCH /api/users/{id}', () => {
  it('changes the given fields, clears those that are null, and keeps the rest', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId, name: 'Ada', email: 'ada@example.com' } })
    const change = (body: object) => call('PATCH', `/api/users/${userId}`, { body })
    expect((await change({ name: 'Ada King' })).body.data).toMatchObject({
      name: 'Ada King',
      email: 'ada@example.com',
    })
    expect((await change({ email: null })).body.data).toMatchObject({ name: 'Ada King', email: null })
    expect((await change({ email: 'no address' })).status).toBe(400)
    expect((await call('PATCH', `/api/users/${newUser()}`, { body: { name: 'x' } })).status).toBe(404)
  })
})
