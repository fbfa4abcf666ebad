import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, inject, it } from 'vitest'
import { errorCodes, problemView } from '#lib/api/errors'
import { operations } from '#lib/operations'
import { call, chat, modelCalls } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { newKey } from '#tests/support/keys'
import { connect, eras, structured, textOf } from '#tests/support/mcp'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { checker, closed } from '#tests/support/schemas'

describe.each(eras)('a client of %s', (version, era) => {
  it("negotiates the revision, and gets the server's instructions", async () => {
    const client = await connect(era)
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    expect(client.getServerVersion()).toMatchObject({ name: 'gpts-api-server' })
    expect(client.getInstructions()).toMatch(/Never send the same message again/)
  })

  it('finds every operation as a tool with schemas and hints', async () => {
    const { tools } = await (await connect(era)).listTools()
    expect(tools.map(({ name }) => name)).toEqual([...operations.map(({ id }) => id), 'search', 'fetch'])
    for (const [index, operation] of operations.entries()) {
      const { summary, method, params, query, body, restOnly = [] } = operation
      const { description, inputSchema, outputSchema, annotations } = tools[index]!
      expect(description).toBe(summary)
      const fields = [params, query, body].flatMap((part) => Object.keys(part?.shape ?? {}))
      expect(Object.keys(inputSchema.properties ?? {})).toEqual(
        fields.filter((name) => !restOnly.includes(name)),
      )
      // A page of a list is returned only once, as text.
      if (query && 'limit' in query.shape) expect(outputSchema).toBeUndefined()
      else expect(outputSchema).toMatchObject({ type: 'object', required: ['message', 'data'] })
      expect(annotations).toMatchObject({
        readOnlyHint: method === 'GET',
        destructiveHint: expect.any(Boolean),
        idempotentHint: expect.any(Boolean),
        openWorldHint: expect.any(Boolean),
      })
    }
  })

  it('gets an answer as structured content that matches the schema, and as text', async () => {
    const client = await connect(era)
    const { tools } = await client.listTools()
    const userId = newUser()
    const message = `hello ${userId}`
    const answered = await client.callTool({ name: 'sendMessage', arguments: { userId, message } })
    expect(structured(answered)).toEqual({
      message: 'The model has answered.',
      data: expect.objectContaining({ response: `echo: ${message}`, status: 'completed' }),
    })
    expect(textOf(answered)).toEqual(structured(answered))
    const { outputSchema } = tools.find(({ name }) => name === 'sendMessage')!
    expect(checker(closed(outputSchema!))(structured(answered))).toEqual([])
    expect(await modelCalls(message)).toHaveLength(1)
  })

  it('returns and accepts numbers as numbers, even if REST uses text', async () => {
    const client = await connect(era)
    const userId = newUser()
    for (const message of ['one', 'two']) await chat({ userId, message })
    const listed = await client.callTool({ name: 'listConversations', arguments: { userId, limit: 1 } })
    expect(structured(listed).data).toMatchObject({ limit: 1, nextOffset: 1, total: 2 })
    const [conversation] = structured(listed).data.conversations
    const messages = await client.callTool({
      name: 'listMessages',
      arguments: { id: conversation.conversationId },
    })
    expect(structured(messages).data.messages.map(({ content }: { content: string }) => content)).toEqual([
      'two',
      'echo: two',
    ])
  })

  it('reads a long list in pages of less than 20,000 tokens, without repeats', async () => {
    const client = await connect(era)
    const userId = newUser()
    const answer = 'A sentence of an answer, 한국어 문장. '.repeat(700)
    const { conversationId } = (await chat({ userId, message: script(userId, { answer }) })).body.data
    for (const message of ['two', 'three', 'four'])
      await chat({ userId, conversationId, message: answer.slice(0, 20_000) + message })
    const texts: string[] = []
    for (let after: string | undefined; ; ) {
      const result = await client.callTool({ name: 'listMessages', arguments: { id: conversationId, after } })
      expect(countTokens(JSON.stringify(result))).toBeLessThan(20_000)
      const { messages, nextCursor } = structured(result).data
      texts.push(...messages.map(({ content }: { content: string }) => content))
      if (!nextCursor) break
      after = nextCursor
    }
    expect(texts).toHaveLength(8)
    expect(texts[1]).toBe(answer)
  })

  it('reads a long answer in full, part by part', async () => {
    const client = await connect(era)
    const userId = newUser()
    const [answer, times] = ['A long answer with 한국어 and 👩‍🚀. ', 4_000]
    const message = script(userId, { answer, times })
    const result = await client.callTool({ name: 'sendMessage', arguments: { userId, message } })
    expect(countTokens(JSON.stringify(result))).toBeLessThan(20_000)
    const { messageId, response, nextOffset } = structured(result).data
    let whole = response
    for (let offset: number | null = nextOffset; offset !== null; ) {
      const piece = await client.callTool({ name: 'getMessage', arguments: { id: messageId, offset } })
      expect(countTokens(JSON.stringify(piece))).toBeLessThan(20_000)
      whole += structured(piece).data.content
      offset = structured(piece).data.nextOffset
    }
    expect(whole).toBe(answer.repeat(times))
  })

  it.each([
    ['invalid_input', 'sendMessage', { userId: 'a b', message: '', nope: 1 }],
    ['invalid_input', 'sendMessage', { userId: 'u', message: 'hi', wait: -1 }],
    ['invalid_input', 'listMessages', { id: 'x' }],
    ['not_found', 'getUser', { userId: 'nobody-at-all' }],
    ['not_found', 'sendMessage', { userId: 'u', message: 'hi', conversationId: 2_000_000_000 }],
  ] as const)('gets %s of %s as a result with the same problem as in REST', async (code, name, fields) => {
    const result = await (await connect(era)).callTool({ name, arguments: fields })
    expect(result.isError).toBe(true)
    const problem = problemView.parse(textOf(result))
    expect(problem).toMatchObject({ code, status: errorCodes[code].status, success: false })
    expect(problem.requestId).toMatch(/^req_/)
  })

  it('gets the reason when the model gives no answer', async () => {
    const userId = newUser()
    const fields = { userId, message: script(userId, { status: 401 }) }
    const result = await (await connect(era)).callTool({ name: 'sendMessage', arguments: fields })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toMatchObject({ code: 'job_failed', reason: 'model_unauthorized' })
  })

  it('gets a job to poll when the answer takes longer than the wait', async () => {
    const client = await connect(era)
    const userId = newUser()
    const message = script(userId, { answer: 'late', delayMs: 1_500 })
    for (const wait of [0, 0.3]) {
      const fields = { userId, message, wait, idempotencyKey: 'k' }
      const begun = structured(await client.callTool({ name: 'sendMessage', arguments: fields }))
      expect(begun.message).toMatch(/Call getJob/)
      const job = await client.callTool({ name: 'getJob', arguments: { id: begun.data.jobId, wait: 20 } })
      expect(structured(job).data).toMatchObject({ status: 'completed', response: 'late' })
      if (wait === 0) break
    }
    expect(await modelCalls(userId)).toHaveLength(1)
  })

  it('shares the rate limit with REST, and a message counts once', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    await (await connect(era)).callTool({ name: 'sendMessage', arguments: { userId, message: 'hi' } })
    const { headers } = await chat({ userId, message: 'hi' })
    expect(headers.get('ratelimit')).toMatch(/^"chat";r=98;/)
  })

  it('gets an error for an unknown tool', async () => {
    const client = await connect(era)
    await expect(client.callTool({ name: 'dropTables', arguments: {} })).rejects.toMatchObject({
      code: -32_602,
    })
  })

  it('is refused without the right key', async () => {
    await expect(connect(era, 'wrong')).rejects.toThrow(/401|nauthorized/)
  })
})

describe('POST /mcp', () => {
  const headers = { accept: 'application/json, text/event-stream' }

  it('lists each tool with its security schemes, and with cache hints', async () => {
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const { body } = await call('POST', '/mcp', {
      body: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } },
      headers: { ...headers, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' },
    })
    expect(body.result).toMatchObject({ ttlMs: 60_000, cacheScope: 'private' })
    const schemes = Object.fromEntries(
      body.result.tools.map((tool: { name: string; securitySchemes: unknown; _meta: unknown }) => {
        expect(tool._meta).toEqual({ securitySchemes: tool.securitySchemes })
        return [tool.name, tool.securitySchemes]
      }),
    )
    expect(schemes).toMatchObject({
      sendMessage: [{ type: 'oauth2', scopes: ['chat'] }],
      getUsage: [{ type: 'oauth2', scopes: ['usage'] }],
      getHealth: [{ type: 'noauth' }],
      search: [{ type: 'oauth2', scopes: ['chat'] }],
      createKey: [],
    })
    const { key } = await newKey({ scopes: ['read'] })
    const { tools } = await (await connect(eras[0][1], key)).listTools()
    const list = tools.find(({ name }) => name === 'listMessages')!
    expect(list._meta).toEqual({ securitySchemes: [{ type: 'oauth2', scopes: ['read'] }] })
  })

  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }

  it('refuses calls without a key, with the problem and a challenge', async () => {
    const answer = await call('POST', '/mcp', { body: ping, headers, key: null })
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized'])
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer resource_metadata="http.*\/mcp", scope=/)
  })

  it('refuses calls from pages of other sites, and accepts those from its own', async () => {
    const from = (origin: string) =>
      fetch(`${inject('appUrl')}/mcp`, {
        method: 'POST',
        headers: {
          ...headers,
          origin,
          'content-type': 'application/json',
          authorization: `Bearer ${inject('appVars').API_SECRET_KEY}`,
        },
        body: JSON.stringify(ping),
      })
    expect((await from('https://evil.example')).status).toBe(403)
    expect((await from(inject('appUrl'))).status).toBe(200)
  })

  it('refuses a body that is too large, or not JSON', async () => {
    const large = await call('POST', '/mcp', {
      body: { ...ping, params: { text: 'x'.repeat(140_000) } },
      headers,
    })
    expect([large.status, large.body.code]).toEqual([413, 'body_too_large'])
    expect((await call('POST', '/mcp', { body: '{', headers })).status).toBe(400)
  })

  it.each(['application/json', '*/*', undefined])(
    'answers with JSON to a client of 2025 that accepts %s',
    async (accept) => {
      const params = { name: 'getHealth', arguments: {} }
      const request = { jsonrpc: '2.0', id: 7, method: 'tools/call', params }
      const response = await fetch(`${inject('appUrl')}/mcp`, {
        method: 'POST',
        headers: {
          ...(accept && { accept }),
          'content-type': 'application/json',
          authorization: `Bearer ${inject('appVars').API_SECRET_KEY}`,
        },
        body: JSON.stringify(request),
      })
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
      expect(await response.json()).toMatchObject({ id: 7, result: { structuredContent: expect.anything() } })
    },
  )

  it('refuses a client that accepts neither JSON nor events', async () => {
    expect((await call('POST', '/mcp', { body: ping, headers: { accept: 'text/html' } })).status).toBe(406)
  })

  it('has no stream to open and no session to end', async () => {
    for (const method of ['GET', 'DELETE']) expect((await call(method, '/mcp', { headers })).status).toBe(405)
  })
})
