import { describe, expect, it } from 'vitest'
import { ask, call } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { connect, eras } from '#tests/support/mcp'
import { newUser } from '#tests/support/names'

describe.each(eras)('the resources for a client of %s', (_, era) => {
  it('are the conversations, newest first, each readable at its URI', async () => {
    // For one user only, since other tests create conversations at the same time.
    const { userId, key } = await boundKey()
    const client = await connect(era, key)
    const { conversationId } = await ask({ userId, message: 'remember this' })
    const { resources } = await client.listResources({ cursor: '0' })
    const uri = `conversation://${conversationId}/messages`
    const description = `2 messages of ${userId}`
    expect(resources).toMatchObject([{ uri, title: 'remember this', description }])

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
    const { conversationId } = await ask({ userId: newUser(), message: 'one' })
    const { contents } = await client.readResource({
      uri: `conversation://${conversationId}/messages?offset=1`,
    })
    const { messages } = JSON.parse((contents[0] as { text: string }).text)
    expect(messages.map(({ content }: { content: string }) => content)).toEqual(['echo: one'])
  })

  it('continue after the cursor, until there are no more', async () => {
    const { userId, key } = await boundKey()
    const client = await connect(era, key)
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
    expect(uris).toHaveLength(51)
    expect(new Set(uris).size).toBe(51)
  })

  it('are not shown to a key that acts for several users without the scope admin', async () => {
    await ask({ userId: newUser(), message: 'not for all' })
    const client = await connect(era, (await newKey({ scopes: ['read'] })).key)
    expect((await client.listResources({ cursor: '0' })).resources).toEqual([])
  })

  it('do not include missing ones or foreign URIs, and an invalid cursor is refused', async () => {
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
