import { createServer } from 'node:http'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { env } from '#lib/env'
import { fetchDocument } from '#lib/oauth/fetch'
import { tunables } from '#lib/tunables'
import { listenLocally } from '#tests/support/listen'

vi.mock(import('#lib/env'), async (original) => {
  const module = await original()
  const given = vi.fn(module.env)
  return { ...module, env: given }
})
const allowPrivate = (allowed: boolean) =>
  vi.mocked(env).mockReturnValue({ WEBHOOK_ALLOW_PRIVATE: allowed } as ReturnType<typeof env>)

let url: string
const served: string[] = []
beforeAll(async () => {
  Object.assign(process.env, inject('appVars'))
  const server = createServer((request, response) => {
    served.push(request.url!)
    if (request.url === '/moved') response.writeHead(302, { location: '/document' })
    if (request.url === '/large') return void response.end('x'.repeat(tunables.oauthFetchBytesMax + 1))
    response.end(JSON.stringify({ client_id: `${url}${request.url}`, scope: 'chat' }))
  })
  const port = await listenLocally(server)
  url = `http://127.0.0.1:${port}`
  return () => {
    server.closeAllConnections()
    server.close()
  }
})

describe('the document of a client', () => {
  it('is fetched from its URL', async () => {
    allowPrivate(true)
    const answer = await fetchDocument(`${url}/document`)
    expect([answer.status, await answer.json()]).toEqual([200, { client_id: `${url}/document` }])
  })

  it('is not fetched through a redirect, and is rejected when it is too large', async () => {
    allowPrivate(true)
    expect((await fetchDocument(`${url}/moved`)).status).toBe(302)
    await expect(fetchDocument(`${url}/large`)).rejects.toThrow(/too large/)
    expect(served).toEqual(['/document', '/moved', '/large'])
  })

  it.each([
    'http://127.0.0.1:1/',
    'https://169.254.169.254/x',
    'https://10.0.0.1/',
    'https://localhost/c',
    'http://example.com/',
  ])('is not fetched from %s', async (address) => {
    allowPrivate(false)
    await expect(fetchDocument(address)).rejects.toThrow(/^Must /)
  })

  it('is not fetched from a name that does not resolve to a public address', async () => {
    allowPrivate(false)
    await expect(fetchDocument('https://localtest.me.localhost.example.invalid/')).rejects.toThrow()
  })
})
