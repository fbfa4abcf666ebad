import { describe, expect, inject, it } from 'vitest'
import { operations } from '#lib/operations'
import { tunables } from '#lib/tunables'
import { call } from '#tests/support/api'
import { wire } from '#tests/support/http-server'

// How this server itself reads a request. On Vercel the platform reads it, with its own limits.

const { bodyBytesMax } = tunables
const { API_SECRET_KEY } = inject('appVars')
const port = Number(new URL(inject('appUrl')).port)

/** The response to a head and the start of a body whose rest never comes. */
async function exchange(path: string, fields: string[], begun = '', method = 'POST'): Promise<string> {
  const { send, received } = await wire(port)
  const head = [`${method} ${path} HTTP/1.1`, 'host: test', 'content-type: application/json']
  send([...head, ...fields, '', begun].join('\r\n'))
  await expect.poll(received).toMatch(/\r\n\r\n/)
  return received()
}

const key = `authorization: Bearer ${API_SECRET_KEY}`
const pieces = (bytes: number) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`

describe('a request whose body never comes', () => {
  const withBody = operations.filter(({ body }) => body).map(({ method, path }) => [method, path] as const)
  it.each([...withBody, ['POST', '/mcp'] as const])(
    'is refused at once for its key: %s %s',
    async (method, path) => {
      for (const [fields, begun] of [
        [['content-length: 1000']],
        [['content-length: 1000', 'authorization: Bearer wrong']],
        [['transfer-encoding: chunked'], pieces(10)],
      ] as [string[], string?][])
        expect(await exchange(path, fields, begun, method)).toMatch(/^HTTP\/1\.1 401 /)
    },
  )

  it.each(['/api/chat', '/mcp', '/oauth/register', '/oauth/token'])(
    'is refused at once for its content length: %s',
    async (path) => {
      expect(await exchange(path, [key, `content-length: ${bodyBytesMax + 1}`])).toMatch(/^HTTP\/1\.1 413 /)
    },
  )

  it.each(['/api/chat', '/mcp', '/oauth/register', '/oauth/token'])(
    'is refused as soon as its chunks are too long: %s',
    async (path) => {
      const begun = pieces(65_536) + pieces(65_536) + pieces(65_536)
      expect(await exchange(path, [key, 'transfer-encoding: chunked'], begun)).toMatch(/^HTTP\/1\.1 413 /)
    },
  )
})

it('bytes that are not UTF-8 are refused in a query, but a lone percent sign is kept as it is', async () => {
  expect((await call('GET', '/api/users?userId=%be%c8')).status).toBe(400)
  expect((await call('GET', '/api/users?userId=100%')).status).toBe(404)
})
