import { UnauthorizedError } from '@modelcontextprotocol/client'
import { describe, expect, inject, it } from 'vitest'
import { connector, keeper } from '#tests/oauth/mcp-client'
import { call } from '#tests/support/api'
import { eras, structured, textOf } from '#tests/support/mcp'
import { approve, personalKey, resource, tokensFor } from '#tests/support/oauth'
import { secrets } from '#tests/support/secrets'

/** A client with a user's token for `/mcp`, with these scopes. */
async function tokenFor(key: string, scope: string, answer?: Record<string, string>) {
  const { registered, tokens } = await tokensFor(key, { scope, resource: resource('mcp') }, answer)
  expect(tokens.scope).toBe(scope)
  return { registered, tokens }
}

async function connected(era: (typeof eras)[number][1], key: string, scope: string) {
  const { registered, tokens } = await tokenFor(key, scope)
  const held = keeper(registered.redirectUri)
  const { client_id, redirect_uris } = registered.client as { client_id: string; redirect_uris: string[] }
  await held.provider.saveClientInformation!({ client_id, redirect_uris, issuer: registered.as.issuer })
  held.setTokens({ ...tokens, token_type: 'bearer', issuer: registered.as.issuer })
  const { connect, finish } = connector(inject('appUrl'), era, held)
  return { held, client: await connect(), finish }
}

describe.each(eras)("the SDK's client of %s", (_, era) => {
  it('asks the user for the scope of the tool that it calls, and keeps the other scopes', async () => {
    const { key, userId } = await personalKey()
    const { held, client, finish } = await connected(era, key, 'read')
    const names = (await client.listTools()).tools.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['sendMessage', 'getUser', 'getUsage']))
    expect(names).not.toContain('deleteUser')

    const send = () => client.callTool({ name: 'sendMessage', arguments: { message: 'may I now?' } })
    await expect(send()).rejects.toBeInstanceOf(UnauthorizedError)
    expect(held.kept.sentTo!.searchParams.get('scope')).toBe('read chat offline_access')
    await finish(await approve(held.kept.sentTo!, key))
    expect(structured(await send()).data.response).toBe('echo: may I now?')
    expect(structured(await client.callTool({ name: 'getUser', arguments: {} })).data.userId).toBe(userId)
  })

  it('asks for the scope that reading a resource requires', async () => {
    const { held, client } = await connected(era, (await personalKey()).key, 'usage')
    await expect(client.readResource({ uri: 'conversation://1/messages' })).rejects.toBeInstanceOf(
      UnauthorizedError,
    )
    expect(held.kept.sentTo!.searchParams.get('scope')).toBe('usage chat offline_access')
  })

  it('does not ask a user who cannot grant the scope', async () => {
    const { held, client } = await connected(era, (await personalKey(['read'])).key, 'read')
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('sendMessage')
    for (const [name, fields] of [
      ['sendMessage', { message: 'hi' }],
      ['deleteUser', { id: 'somebody' }],
      ['createKey', { name: 'mine' }],
    ] as const) {
      const result = await client.callTool({ name, arguments: fields })
      expect([result.isError, textOf(result).code]).toEqual([true, 'insufficient_scope'])
    }
    expect(held.kept.sentTo).toBeUndefined()
  })
})

describe('POST /mcp with a token', () => {
  const post = (key: string, method: string, params: object) =>
    call('POST', '/mcp', {
      key,
      headers: { accept: 'application/json, text/event-stream' },
      body: { jsonrpc: '2.0', id: 1, method, params },
    })

  it.each([
    ['tools/call', { name: 'getUsage', arguments: {} }, 'read', 'usage'],
    ['resources/read', { uri: 'conversation://1/messages' }, 'usage', 'chat'],
  ])('answers %s with 403 and a challenge when a scope is missing', async (method, params, has, missing) => {
    const { tokens } = await tokenFor((await personalKey()).key, has)
    const refused = await post(tokens.access_token, method, params)
    const metadata = `${inject('appVars').PUBLIC_URL}/.well-known/oauth-protected-resource/mcp`
    const challenge = `Bearer error="insufficient_scope", resource_metadata="${metadata}", scope="${has} ${missing}"`
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([403, challenge])
    const { jsonrpc, id, result, error } = refused.body
    expect([jsonrpc, id]).toEqual(['2.0', 1])
    const problem = method === 'tools/call' ? textOf(result) : error.data
    expect(problem).toMatchObject({
      code: 'insufficient_scope',
      detail: `This access token lacks the scope ${missing}.`,
    })
    if (method === 'tools/call')
      expect(result).toMatchObject({ isError: true, _meta: { 'mcp/www_authenticate': [challenge] } })
  })

  it('answers a call in a batch with the challenge in its result', async () => {
    const { tokens } = await tokenFor((await personalKey()).key, 'read')
    const params = { name: 'getUsage', arguments: {} }
    const { status, body } = await call('POST', '/mcp', {
      key: tokens.access_token,
      headers: { accept: 'application/json', 'mcp-protocol-version': '2025-03-26' },
      body: [{ jsonrpc: '2.0', id: 1, method: 'tools/call', params }],
    })
    expect(status).toBe(200)
    expect(textOf(body[0].result).code).toBe('insufficient_scope')
    expect(body[0].result._meta['mcp/www_authenticate']).toEqual([
      expect.stringMatching(/^Bearer error="insufficient_scope", .*scope="read usage"$/),
    ])
  })

  it('has admin in no challenge, for any user', async () => {
    const { tokens } = await tokenFor(secrets.apiKey, 'chat read', { whom: 'everybody' })
    const refused = await post(tokens.access_token, 'tools/call', {
      name: 'deleteUser',
      arguments: { id: 'somebody' },
    })
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([200, null])
  })
})
