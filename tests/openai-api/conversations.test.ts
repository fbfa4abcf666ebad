import { describe, expect, it } from 'vitest'
import { expectSchema } from '#tests/openai-api/schemas'
import { call, modelCalls } from '#tests/support/api'
import { boundKey } from '#tests/support/keys'
import { unique } from '#tests/support/names'
import { client } from '#tests/support/openai'

const message = (role: 'user' | 'assistant', content: string) => ({ type: 'message' as const, role, content })

async function allItems(id: string, order: 'asc' | 'desc', limit = 2) {
  const all: { id?: string | null; type: string }[] = []
  for await (const item of client.conversations.items.list(id, { order, limit })) {
    expectSchema('ConversationItem', item)
    all.push(item)
  }
  return all as { id: string; type: string; role: string; content: { text: string }[] }[]
}
const textsOf = (items: { content: { text: string }[] }[]) => items.map(({ content }) => content[0]!.text)

describe('/v1/conversations', () => {
  it('are created, read, changed and deleted', async () => {
    const made = await client.conversations.create({ metadata: { topic: 'a' } })
    expectSchema('Conversation', made)
    expect(made).toMatchObject({ id: expect.stringMatching(/^conv_\d+$/), metadata: { topic: 'a' } })
    expect(await client.conversations.retrieve(made.id)).toEqual(made)
    const changed = await client.conversations.update(made.id, { metadata: { topic: 'b' } })
    expect(changed).toEqual({ ...made, metadata: { topic: 'b' } })
    const deleted = await client.conversations.delete(made.id)
    expectSchema('ConversationDeletedResource', deleted)
    expect(deleted).toEqual({ id: made.id, object: 'conversation.deleted', deleted: true })
    await expect(client.conversations.retrieve(made.id)).rejects.toMatchObject({ status: 404 })
    await expect(client.conversations.delete(made.id)).rejects.toMatchObject({ status: 404 })
  })

  it('send the model the added items and the earlier answers', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map(unique) as [string, string, string]
    const made = await client.conversations.create({
      items: [message('user', one), message('assistant', two)],
    })
    const first = await client.responses.create({ conversation: made.id, input: three })
    expect(first.conversation).toEqual({ id: made.id })
    const [asked] = await modelCalls(three)
    expect(asked!.messages.map(({ content }) => content)).toEqual([one, two, three])
    const four = unique('four')
    await client.conversations.items.create(made.id, { items: [message('user', four)] })
    const five = unique('five')
    await client.responses.create({ conversation: { id: made.id }, input: five })
    const all = [one, two, three, `echo: ${three}`, four, five]
    const [again] = await modelCalls(five)
    expect(again!.messages.map(({ content }) => content)).toEqual(all)
    const items = await allItems(made.id, 'asc')
    expect(textsOf(items)).toEqual([...all, `echo: ${five}`])
    expect((await allItems(made.id, 'desc')).map(({ id }) => id)).toEqual(items.map(({ id }) => id).reverse())
    expect((await allItems(made.id, 'asc', 100)).map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    for (const order of ['asc', 'desc'] as const)
      for (const limit of [1, 3]) {
        const ids = (await allItems(made.id, order, limit)).map(({ id }) => id)
        expect(order === 'asc' ? ids : ids.reverse()).toEqual(items.map(({ id }) => id))
      }
    for (const item of items)
      expect(await client.conversations.items.retrieve(item.id, { conversation_id: made.id })).toEqual(item)
  })

  it('lose a deleted item', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map(unique) as [string, string, string]
    const made = await client.conversations.create()
    const added = await client.conversations.items.create(made.id, {
      items: [message('user', one), message('user', two)],
    })
    expectSchema('ConversationItemList', added)
    await client.responses.create({ conversation: made.id, input: three })
    const items = await allItems(made.id, 'asc')
    const path = { conversation_id: made.id }
    for (const gone of [items[0]!, items[3]!]) {
      expectSchema('Conversation', await client.conversations.items.delete(gone.id, path))
      await expect(client.conversations.items.retrieve(gone.id, path)).rejects.toMatchObject({ status: 404 })
    }
    expect(await allItems(made.id, 'asc')).toEqual([items[1], items[2]])
    const four = unique('four')
    await client.responses.create({ conversation: made.id, input: four })
    const [asked] = await modelCalls(four)
    expect(asked!.messages.map(({ content }) => content)).toEqual([two, three, four])
  })

  it('belong to one user only', async () => {
    const made = await client.conversations.create()
    const { key } = await boundKey()
    for (const [method, path, body] of [
      ['GET', `/v1/conversations/${made.id}`, undefined],
      ['POST', `/v1/conversations/${made.id}`, { metadata: {} }],
      ['GET', `/v1/conversations/${made.id}/items`, undefined],
      ['POST', `/v1/conversations/${made.id}/items`, { items: [message('user', 'x')] }],
      ['DELETE', `/v1/conversations/${made.id}`, undefined],
      ['POST', '/v1/responses', { conversation: made.id, input: 'x' }],
    ] as const)
      expect([method, path, (await call(method, path, { body, key })).status]).toEqual([method, path, 404])
    const empty = await call('GET', `/v1/conversations/${made.id}/items`)
    expect(empty.body).toMatchObject({ object: 'list', data: [], has_more: false })
    const wrong = await call('GET', `/v1/conversations/${made.id}/items?after=msg_m1_0`)
    expect(wrong.status).toBe(404)
    expect((await call('GET', `/v1/conversations/${made.id}/items?limit=0`)).status).toBe(400)
  })
})
