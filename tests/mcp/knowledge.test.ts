import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, inject, it } from 'vitest'
import { newId } from '#lib/ids'
import { chat } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { connect, eras, structured, textOf } from '#tests/support/mcp'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const { PUBLIC_URL } = inject('appVars')
const keyOf = async (userId: string) => (await newKey({ userId, scopes: ['chat', 'read'] })).key

describe.each(eras)('a client of %s that uses search and fetch', (_, era) => {
  it('finds conversations by their words, and fetches their text', async () => {
    const userId = newUser()
    const word = newId('job').replaceAll('_', '')
    const { conversationId } = (await chat({ userId, message: `What of ${word}, 기억하니?` })).body.data
    const client = await connect(era, await keyOf(userId))
    const found = await client.callTool({ name: 'search', arguments: { query: word } })
    const reference = {
      id: String(conversationId),
      title: `What of ${word}, 기억하니?`,
      url: `${PUBLIC_URL}/console/conversations/${conversationId}`,
    }
    expect(structured(found)).toEqual({ results: [reference] })
    expect(textOf(found)).toEqual(structured(found))
    const { id } = reference
    const fetched = structured(await client.callTool({ name: 'fetch', arguments: { id } }))
    expect(fetched).toMatchObject({ ...reference, metadata: { userId, isCut: 'false' } })
    expect(fetched.text).toContain(`echo: What of ${word}, 기억하니?`)
  })

  it('fetches the beginning of a long conversation', async () => {
    const userId = newUser()
    const dense = '👩‍🚀'.repeat(300)
    const message = script(userId, { answer: `${dense}${'A long answer. '.repeat(300)}`, times: 20 })
    const { conversationId } = (await chat({ userId, message })).body.data
    const client = await connect(era, await keyOf(userId))
    const result = await client.callTool({ name: 'fetch', arguments: { id: String(conversationId) } })
    const { text, metadata } = structured(result)
    expect(metadata.isCut).toBe('true')
    expect(text).toContain(`${dense}A long answer.`)
    expect(countTokens(JSON.stringify(result))).toBeLessThan(20_000)
  })

  it('has neither tool when its key acts for several users without the scope admin', async () => {
    const client = await connect(era, (await newKey({ scopes: ['chat', 'read'] })).key)
    const names = (await client.listTools()).tools.map(({ name }) => name)
    expect(names).toContain('searchConversations')
    expect(names).not.toContain('search')
    const call = client.callTool({ name: 'fetch', arguments: { id: '1' } })
    await expect(call).rejects.toMatchObject({ code: -32_602 })
  })

  it('finds and fetches nothing of another user, and gets the errors of invalid input', async () => {
    const [{ userId, key }, other] = [await boundKey(), newUser()]
    const word = newId('job').replaceAll('_', '')
    const { conversationId } = (await chat({ userId: other, message: `${word} ${userId}` })).body.data
    const client = await connect(era, key)
    const found = await client.callTool({ name: 'search', arguments: { query: word } })
    expect(structured(found)).toEqual({ results: [] })
    for (const [name, fields, code] of [
      ['fetch', { id: String(conversationId) }, 'not_found'],
      ['fetch', { id: 'x' }, 'invalid_input'],
      ['search', { query: '' }, 'invalid_input'],
      ['search', { query: 'a', more: 1 }, 'invalid_input'],
    ] as const) {
      const result = await client.callTool({ name, arguments: fields })
      expect([result.isError, textOf(result).code]).toEqual([true, code])
    }
  })
})

describe.each(eras)('a client of %s that sends a session id, as ChatGPT does,', (_, era) => {
  const say = async (key: string, message: string, session: unknown, more = {}) => {
    const client = await connect(era, key)
    const result = await client.callTool({
      name: 'sendMessage',
      arguments: { message, ...more },
      _meta: { 'openai/session': session },
    })
    return structured(result).data.conversationId
  }

  it('continues in the conversation of that session', async () => {
    const { key } = await boundKey()
    const [one, two] = [`v1/${crypto.randomUUID()}`, `v1/${crypto.randomUUID()}`]
    const first = await say(key, 'one', one)
    expect(await say(key, 'two', one)).toBe(first)
    expect(await say(key, 'three', two)).not.toBe(first)
    expect(await say(key, 'four', two, { conversationId: first })).toBe(first)
    expect(await say(key, 'five', one, { sessionId: 'mine' })).not.toBe(first)
  })

  it('has no session across users or for an invalid session id', async () => {
    const userId = newUser()
    const session = crypto.randomUUID()
    const all = inject('appVars').API_SECRET_KEY!
    const first = await say(all, 'one', session, { userId })
    expect(await say(all, 'two', session, { userId })).not.toBe(first)
    const { key } = await boundKey()
    for (const odd of [7, '', 'x'.repeat(201), null]) {
      const begun = await say(key, 'one', odd)
      expect(await say(key, 'two', odd)).not.toBe(begun)
    }
  })
})
