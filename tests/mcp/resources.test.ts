import { describe, expect, it } from 'vitest'
import { connect, eras } from '#tests/mcp/client'
import { call, chat, newUser } from '#tests/support/api'

describe.each(eras)('the resources for a client of %s', (_, era) => {
  it('are the conversations, newest first, each readable under its address', async () => {
    const client = await connect(era)
    const userId = newUser()
    const { conversationId } = (await chat({ userId, message: 'remember this' })).body.data
    const { resources } = await client.listResources({ cursor: '0' })
    const uri = `conversation://${conversationId}/messages`
    const mine = resources.find((resource) => resource.uri === uri)
    expect(mine).toMatchObject({ title: 'remember this', description: `2 messages of ${userId}` })

    const { contents } = await client.readResource({ uri })
    expect(contents).toHaveLength(1)
    const { body } = await call('GET', `/api/conversations/${conversationId}/messages`)
    expect(JSON.parse((contents[0] as { text: string }).text)).toEqual(body.data)
  })

  it('have a template for later pages of a conversation', async () => {
    const client = await connect(era)
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'conversation://{id}/messages{?offset}',
    ])
    const { conversationId } = (await chat({ userId: newUser(), message: 'one' })).body.data
    const { contents } = await client.readResource({
      uri: `conversation://${conversationId}/messages?offset=1`,
    })
    const { messages } = JSON.parse((contents[0] as { text: string }).text)
    expect(messages.map(({ content }: { content: string }) => content)).toEqual(['echo: one'])
  })

  it('go on at the cursor, until there are no more', async () => {
    const client = await connect(era)
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId } })
    for (let i = 0; i < 51; i++) await call('POST', '/api/conversations', { body: { userId } })
    const uris: string[] = []
    let cursor: string | undefined = '0'
    while (cursor !== undefined) {
      const page: { resources: { uri: string }[]; nextCursor?: string } = await client.listResources({
        cursor,
      })
      uris.push(...page.resources.map(({ uri }) => uri))
      cursor = page.nextCursor
    }
    expect(uris.length).toBeGreaterThan(50)
    expect(new Set(uris).size).toBe(uris.length)
  })

  it('that do not exist are refused, and so is a foreign cursor', async () => {
    const client = await connect(era)
    for (const uri of [
      'conversation://2000000000/messages',
      'conversation://0/messages',
      'file:///etc/passwd',
    ])
      await expect(client.readResource({ uri })).rejects.toThrow(/not found/i)
    await expect(client.listResources({ cursor: 'abc' })).rejects.toThrow(/cursor/)
  })
})
