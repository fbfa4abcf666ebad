import { parse } from 'content-disposition'
import { describe, expect, it } from 'vitest'
import { api, ask, call, dataOf } from '#tests/support/api'
import { boundKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const titles = [
  '여행 계획 🏔️',
  '"quoted"; filename="evil.exe"',
  '../../etc/passwd\0'.replace('\0', ''),
  'a\r\nSet-Cookie: b=c',
  '..',
  'CON',
  'x'.repeat(200),
  '100%41 sure',
  '\u202egpj.exe',
]

/** A conversation with this title, of a new user. */
async function conversation(title: string): Promise<number> {
  const userId = newUser()
  await dataOf(api.POST('/api/users', { body: { userId } }))
  return (await dataOf(api.POST('/api/conversations', { body: { userId, title } }))).conversationId
}

const nameOf = async (id: number, format: string) => {
  const { headers } = await call('GET', `/api/conversations/${id}/export?format=${format}`)
  return parse(headers.get('content-disposition')!)
}

describe('the export of a conversation', () => {
  it('is readable Markdown, with every question and answer', async () => {
    const userId = newUser()
    const first = await ask({
      userId,
      message: script('What is **high**?', { answer: '# Everest\n\n- 8,849 m' }),
    })
    const { conversationId } = first
    await ask({ userId, conversationId, message: 'And then?' })
    const { status, headers, body } = await call('GET', `/api/conversations/${conversationId}/export`)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8'])
    expect(body).toContain(`- Conversation ${conversationId} of ${userId}`)
    expect(body.match(/^## (User|Assistant)$/gm)).toEqual([
      '## User',
      '## Assistant',
      '## User',
      '## Assistant',
    ])
    expect(body).toContain('What is **high**?')
    expect(body).toContain('# Everest\n\n- 8,849 m\n')
  })

  it('is JSON with the same messages as the list', async () => {
    const userId = newUser()
    const { conversationId, jobId } = await ask({ userId, message: '"한국어" \\ {"a":1}' })
    const path = `/api/conversations/${conversationId}`
    const { body } = await call('GET', `${path}/export?format=json`)
    const listed = await call('GET', `${path}/messages`)
    expect(body.data.conversation).toEqual((await call('GET', path)).body.data)
    expect(body.data.messages).toEqual(listed.body.data.messages)
    expect(body.data.messages[1]).toMatchObject({ role: 'assistant', jobId })
    const empty = await call('GET', `/api/conversations/${await conversation('empty')}/export?format=json`)
    expect(empty.body.data.messages).toEqual([])
  })

  it('has a safe file name for any title', async () => {
    for (const title of titles) {
      const id = await conversation(title)
      const { type, parameters } = await nameOf(id, 'markdown')
      expect(type).toBe('attachment')
      expect(parameters.filename).toMatch(
        new RegExp(`^[^/\\\\:*?"<>|%\\p{C}.][^/\\\\:*?"<>|%\\p{C}]* \\(${id}\\)\\.md$`, 'u'),
      )
      expect(new TextEncoder().encode(parameters.filename).length).toBeLessThanOrEqual(255)
    }
    const korean = await conversation('여행 계획')
    expect((await nameOf(korean, 'json')).parameters.filename).toBe(`여행 계획 (${korean}).json`)
  })

  it("answers 404 for another user's conversation, just as for a missing one", async () => {
    const id = await conversation('private')
    const { key } = await boundKey({ scopes: ['read'] })
    const foreign = await call('GET', `/api/conversations/${id}/export`, { key })
    const unknown = await call('GET', '/api/conversations/2000000000/export', { key })
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(foreign.body.error.replace(`${id}`, '')).toBe(unknown.body.error.replace('2000000000', ''))
  })
})
