import { describe, expect, it } from 'vitest'
import { call, startServer, startWorker, until } from './support.ts'

describe('URL groups', () => {
  it('get one message for each endpoint', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    const endpoints = [{ name: 'first', url: `${worker.url}/1` }, { url: `${worker.url}/2` }]
    await client.urlGroups.addEndpoints({ name: 'group', endpoints })
    const published = await client.publish({ urlGroup: 'group', body: 'x', deduplicationId: 'd' })
    expect(published.map(({ url }) => url)).toEqual(endpoints.map(({ url }) => url))
    await until(() => worker.received.length === 2)
    const first = worker.received.find(({ url }) => url === '/1')
    expect(first?.headers).toMatchObject({
      'upstash-topic-name': 'group',
      'upstash-endpoint-name': 'first',
      'upstash-message-id': published[0]?.messageId,
    })
    const again = await client.publish({ urlGroup: 'group', body: 'x', deduplicationId: 'd' })
    expect(again.map(({ messageId, deduplicated }) => [messageId, deduplicated])).toEqual(
      published.map(({ messageId }) => [messageId, true]),
    )
  })

  it('can be extended, changed, listed, reduced and deleted', async () => {
    const { client } = await startServer()
    const groups = client.urlGroups
    await groups.addEndpoints({ name: 'g', endpoints: [{ name: 'a', url: 'https://a.com' }] })
    await groups.addEndpoints({ name: 'g', endpoints: [{ name: 'b', url: 'https://b.com' }] })
    await groups.addEndpoints({ name: 'g', endpoints: [{ name: 'a', url: 'https://c.com' }] })
    const [listed] = await groups.list()
    expect(listed).toMatchObject({
      name: 'g',
      endpoints: [
        { name: 'b', url: 'https://b.com' },
        { name: 'a', url: 'https://c.com' },
      ],
    })
    expect(listed?.updatedAt).toBeGreaterThanOrEqual(listed?.createdAt ?? Infinity)
    await groups.removeEndpoints({ name: 'g', endpoints: [{ name: 'b' }] })
    expect((await groups.get('g')).endpoints).toEqual([{ name: 'a', url: 'https://c.com' }])
    await groups.delete('g')
    await groups.delete('g')
    await expect(groups.get('g')).rejects.toMatchObject({ status: 404 })
  })

  it('refuse endpoints that are no URLs with 400', async () => {
    const { server, client } = await startServer()
    const endpoints = [{ url: 'example.com' }]
    await expect(client.urlGroups.addEndpoints({ name: 'g', endpoints })).rejects.toMatchObject({
      status: 400,
    })
    expect((await call(server, 'POST', '/v2/topics/g/endpoints', { body: '{}' })).status).toBe(400)
    expect(await client.urlGroups.list()).toEqual([])
  })
})
