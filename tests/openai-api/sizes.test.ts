import { describe, expect, it } from 'vitest'
import { expectSchema } from '#tests/openai-api/schemas'
import { call, modelCalls } from '#tests/support/api'
import { unique } from '#tests/support/names'
import { client, ownUser } from '#tests/support/openai'

const pageBytes = 4 * 1024 * 1024
const image = (bytes: number) => ({
  type: 'input_image' as const,
  detail: 'auto' as const,
  image_url: `data:image/png;base64,${crypto.randomUUID().repeat(Math.ceil(bytes / 36))}`,
})
const message = (bytes: number) => ({
  type: 'message' as const,
  role: 'user' as const,
  content: [image(bytes)],
})
type Listed = { data: { id: string }[]; has_more: boolean; last_id: string }

/** All pages of a list, each as large as the server allows. */
async function pagesOf(path: string, order: 'asc' | 'desc'): Promise<Listed[]> {
  const pages: Listed[] = []
  for (let after = ''; ; after = `&after=${pages.at(-1)!.last_id}`) {
    const { body } = await call('GET', `${path}?limit=100&order=${order}${after}`, { headers: ownUser })
    expect(body.data.length).toBeGreaterThan(0)
    if (body.data.length > 1)
      expect(Buffer.byteLength(JSON.stringify(body.data))).toBeLessThan(pageBytes + 100)
    pages.push(body)
    if (!body.has_more) return pages
  }
}

/** The pages of a list have exactly these items, in either order. */
async function expectPages(path: string, ids: string[], count: number): Promise<void> {
  for (const order of ['asc', 'desc'] as const) {
    const pages = await pagesOf(path, order)
    const listed = pages.flatMap(({ data }) => data.map(({ id }) => id))
    expect(order === 'asc' ? listed : listed.reverse()).toEqual(ids)
    expect(pages.length).toBeGreaterThanOrEqual(count)
  }
}

describe('pages of large items', () => {
  it('of a conversation have at most the bytes of a page, or one item', async () => {
    const { id } = await client.conversations.create()
    const ids: string[] = []
    for (const items of [
      [message(1_500_000), message(1_500_000), message(1_500_000)],
      [message(5_000_000)],
      [message(1_500_000), message(10)],
    ]) {
      const added = await client.conversations.items.create(id, { items })
      expectSchema('ConversationItemList', added)
      expect(added).toMatchObject({ has_more: false })
      ids.push(...(added.data as { id: string }[]).map((item) => item.id))
    }
    await expectPages(`/v1/conversations/${id}/items`, ids, 4)
  })

  it('of an input have at most the bytes of a page, or one item', async () => {
    const question = { role: 'user' as const, content: unique('how many?') }
    const input = [message(1_500_000), message(1_500_000), message(1_500_000), message(10), question]
    const { id } = await client.responses.create({ input })
    const [asked] = await modelCalls(question.content)
    expect(asked!.messages).toHaveLength(5)
    const path = `/v1/responses/${id}/input_items`
    const { data } = (await call('GET', `${path}?limit=100&order=asc`, { headers: ownUser })).body as Listed
    expect(data).toHaveLength(2)
    const all = (await pagesOf(path, 'asc')).flatMap((page) => page.data.map((item) => item.id))
    expect(all).toHaveLength(5)
    await expectPages(path, all, 2)
  })
})

it('items that are referenced by id have at most the bytes of a request', async () => {
  const { id } = await client.conversations.create({ items: [message(3_000_000)] })
  const [item] = (await client.conversations.items.list(id)).data as { id: string }[]
  const reference = { type: 'item_reference' as const, id: item!.id }
  const counted = await client.responses.inputTokens.count({ input: [reference, reference] })
  expect(counted.input_tokens).toBeGreaterThan(2_000)
  const refused = client.responses.create({ input: [reference, reference, reference] })
  await expect(refused).rejects.toMatchObject({ status: 400, param: 'input' })
})

it('the tokens of a conversation are counted up to the turn that the request continues', async () => {
  const first = await client.responses.create({ input: unique('one') })
  const count = () => client.responses.inputTokens.count({ input: 'x', previous_response_id: first.id })
  const before = await count()
  await client.responses.create({ input: unique('two '.repeat(100)), previous_response_id: first.id })
  expect(await count()).toEqual(before)
})
