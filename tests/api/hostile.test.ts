import { describe, expect, inject, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { call } from '#tests/support/api'
import { newUser } from '#tests/support/names'

const { API_SECRET_KEY } = inject('appVars')

describe('the response to a refused request', () => {
  const nul = '"\\u0000",'.repeat(10_000)

  it('is short, by REST and by MCP', async () => {
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

  it('quotes no long value', async () => {
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

  it('is a 400 for an MCP batch with more messages than allowed', async () => {
    const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' })
    const batch = Array.from({ length: tunables.mcpBatchMax + 1 }, (_, at) => ping(at))
    const headers = { accept: 'application/json' }
    expect((await call('POST', '/mcp', { body: batch, headers })).status).toBe(400)
    const { status, body } = await call('POST', '/mcp', { body: batch.slice(1), headers })
    expect([status, body.length]).toEqual([200, tunables.mcpBatchMax])
  })
})

describe('bytes that are not UTF-8', () => {
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

  it('are refused by REST and by MCP, and the error says why', async () => {
    const text = '\xbe\xc8\xb3\xe7'
    const rest = await send('/api/chat', bytes(`{"userId":"${newUser()}","message":"${text}"}`))
    const mcp = await send('/mcp', bytes(`{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"${text}"}}`))
    for (const { status, body } of [rest, mcp]) {
      expect([status, body.code]).toEqual([400, 'invalid_json'])
      expect(body.error).toContain('not UTF-8')
    }
  })
})
