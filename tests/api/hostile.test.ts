import { describe, expect, inject, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { wire } from '#tests/server/support'
import { call, newUser } from '#tests/support/api'

const { bodyBytesMax } = tunables
const { API_SECRET_KEY } = inject('appVars')
const port = Number(new URL(inject('appUrl')).port)

/** What comes back for a head and the beginning of a body, of which the rest never comes. */
async function exchange(path: string, fields: string[], begun = ''): Promise<string> {
  const { send, received } = await wire(port)
  send(
    [`POST ${path} HTTP/1.1`, 'host: test', 'content-type: application/json', ...fields, '', begun].join(
      '\r\n',
    ),
  )
  await expect.poll(received, { timeout: 5_000 }).toMatch(/\r\n\r\n/)
  return received()
}

const key = `authorization: Bearer ${API_SECRET_KEY}`
const pieces = (bytes: number) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`

describe('a request whose body never comes', () => {
  it.each(['/api/chat', '/api/users', '/mcp'])('is refused for its key at once: %s', async (path) => {
    expect(await exchange(path, ['content-length: 1000'])).toMatch(/^HTTP\/1\.1 401 /)
    expect(await exchange(path, ['content-length: 1000', 'authorization: Bearer wrong'])).toMatch(
      /^HTTP\/1\.1 401 /,
    )
    expect(await exchange(path, ['transfer-encoding: chunked'], pieces(10))).toMatch(/^HTTP\/1\.1 401 /)
  })

  it.each(['/api/chat', '/mcp', '/oauth/register', '/oauth/token'])(
    'is refused for its length at once: %s',
    async (path) => {
      expect(await exchange(path, [key, `content-length: ${bodyBytesMax + 1}`])).toMatch(/^HTTP\/1\.1 413 /)
    },
  )

  it.each(['/api/chat', '/mcp', '/oauth/register', '/oauth/token'])(
    'is refused for its pieces as soon as they are too many: %s',
    async (path) => {
      const begun = pieces(65_536) + pieces(65_536) + pieces(65_536)
      expect(await exchange(path, [key, 'transfer-encoding: chunked'], begun)).toMatch(/^HTTP\/1\.1 413 /)
    },
  )
})

describe('what is refused', () => {
  const nul = '"\\u0000",'.repeat(10_000)

  it('makes a short answer, by REST and by MCP', async () => {
    for (const metadata of [`[${nul}0]`, `{"a":[${nul}0]}`]) {
      const body = `{"userId":"${newUser()}","message":"hi","metadata":${metadata}}`
      const rest = await call('POST', '/api/chat', { body })
      expect([rest.status, rest.body.errors.length <= tunables.faultsMax]).toEqual([400, true])
      expect(JSON.stringify(rest.body).length).toBeLessThan(10_000)
      const message = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sendMessage","arguments":${body}}}`
      const headers = { accept: 'application/json' }
      const mcp = await call('POST', '/mcp', { body: message, headers })
      expect([mcp.status, mcp.body.result.isError]).toEqual([200, true])
      expect(JSON.stringify(mcp.body).length).toBeLessThan(10_000)
    }
  })

  it('quotes nothing that is long', async () => {
    const long = 'x'.repeat(100_000)
    const headers = { accept: 'application/json' }
    for (const [method, params] of [
      ['tools/call', { name: long }],
      ['resources/read', { uri: `conversation://${long}` }],
      ['resources/list', { cursor: long }],
      [long, {}],
    ] as const) {
      const { body } = await call('POST', '/mcp', {
        body: { jsonrpc: '2.0', id: 1, method, params },
        headers,
      })
      expect(JSON.stringify(body).length).toBeLessThan(5_000)
    }
    for (const body of [
      { redirect_uris: [long] },
      { redirect_uris: ['https://a.example/'], token_endpoint_auth_method: long },
      { redirect_uris: ['https://a.example/'], [long]: 1, grant_types: [long] },
    ]) {
      const registered = await call('POST', '/oauth/register', { body })
      if (registered.status >= 400) expect(JSON.stringify(registered.body).length).toBeLessThan(5_000)
    }
  })

  it('is a batch by MCP of more messages than are allowed', async () => {
    const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' })
    const batch = Array.from({ length: tunables.mcpBatchMax + 1 }, (_, at) => ping(at))
    const headers = { accept: 'application/json' }
    expect((await call('POST', '/mcp', { body: batch, headers })).status).toBe(400)
    const { status, body } = await call('POST', '/mcp', { body: batch.slice(1), headers })
    expect([status, body.length]).toEqual([200, tunables.mcpBatchMax])
  })
})

describe('bytes that are no UTF-8', () => {
  // 안녕 as CP949, which curl on Windows sends.
  const bytes = (text: string) => Buffer.from(text, 'latin1')
  const send = async (path: string, body: Buffer) => {
    const response = await fetch(inject('appUrl') + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${API_SECRET_KEY}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: new Uint8Array(body),
    })
    return { status: response.status, body: await response.json() }
  }

  it('are refused by REST and by MCP, and the answer says why', async () => {
    const text = '\xbe\xc8\xb3\xe7'
    const rest = await send('/api/chat', bytes(`{"userId":"${newUser()}","message":"${text}"}`))
    const mcp = await send('/mcp', bytes(`{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"${text}"}}`))
    for (const { status, body } of [rest, mcp]) {
      expect([status, body.code]).toEqual([400, 'invalid_json'])
      expect(body.error).toContain('not UTF-8')
    }
  })

  it('are refused in a query, where a sign of percent that encodes nothing is left as it is', async () => {
    expect((await call('GET', '/api/users?userId=%be%c8')).status).toBe(400)
    expect((await call('GET', '/api/users?userId=100%')).status).toBe(404)
  })
})
