import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { operations } from '#lib/operations'
import { freePort, randomPortBase } from '#local/ports'
import { type AppServer, startServer } from '#local/server'
import { type Stack, startStack } from '#local/stack'
import { createDatabase } from '#tests/support/database'
import { newFolder } from '#tests/support/folder'
import { type FakeModel, startFakeModel } from '#tests/support/model'
import { cronSecret, secrets } from '#tests/support/secrets'

const publicUrl = 'https://public.example'
let dataDir: string
let stack: Stack
let model: FakeModel
let onNext: AppServer
let onOurs: AppServer

// Both use the same services by HTTP, the only way for Next's Edge routes.
beforeAll(async () => {
  dataDir = await newFolder()
  model = await startFakeModel()
  const portBase = randomPortBase()
  const given = {
    DATABASE_URL: await createDatabase(),
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: 'test-model-key',
    OPENAI_MODEL: 'fake-model',
  }
  const options = { vars: given, secrets, dataDir, appUrl: publicUrl, hosted: true }
  stack = await startStack({ ...options, portBase: portBase + 2 })
  const vars = {
    ...given,
    ...stack.vars,
    API_SECRET_KEY: secrets.apiKey,
    CRON_SECRET: cronSecret,
    WEB_CONCURRENCY: '1',
    RATE_LIMIT_REFUSED_PER_MINUTE: '1000000',
    PUBLIC_URL: publicUrl,
    OPENAI_APPS_CHALLENGE: 'apps-challenge',
  }
  onNext = await startServer({ mode: 'next', port: await freePort(portBase), vars })
  onOurs = await startServer({ mode: 'start', port: await freePort(portBase + 1), vars })
  // On a busy machine a server's first check of its model may time out. Then it is repeated.
  for (const { url } of [onNext, onOurs])
    await vi.waitFor(
      async () => {
        const answer = await fetch(`${url}/api/health`)
        expect(await answer.json()).toMatchObject({ data: { status: 'ok' } })
      },
      { timeout: 60_000, interval: 200 },
    )
}, 300_000)

afterAll(async () => {
  await onOurs?.close()
  await onNext?.close()
  await stack?.close()
  await model?.close()
})

type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: unknown }

/** Headers of the connection, of Next itself, and those that depend on the time or the compression. */
const ofTheMoment =
  /^(date|connection|keep-alive|transfer-encoding|content-length|content-encoding|vary|ratelimit|refresh|x-nextjs-.*)$/

/** A response without the parts that differ each time. */
async function answered(server: AppServer, { method = 'GET', path, headers, body }: Asked) {
  const response = await fetch(server.url + path, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${secrets.apiKey}`,
      'x-request-id': 'parity',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? (body as string) : JSON.stringify(body),
  })
  const kept = [...response.headers].filter(([name]) => !ofTheMoment.test(name))
  return {
    status: response.status,
    headers: Object.fromEntries(kept.map(plain)),
    body: settled(await response.text()),
  }
}

/** Names of cookies instead of their random values, and addresses without ids. */
const plain = ([name, value]: [string, string]): [string, string] => [
  name,
  name === 'set-cookie' ? value.replace(/=[^;]*/g, '') : settled(value),
]

const settled = (text: string) =>
  text
    .replace(/\b(req|job|key|msg|grant)_[0-9a-f]{32}\b/g, '$1_…')
    .replace(/"(conversationId|id|latencyMs)":\d+/g, '"$1":0')
    .replace(/\b([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g, '…')
    .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"…"')
    .replace(/"(client_id|client_secret|client_id_issued_at)":("[^"]*"|\d+)/g, '"$1":"…"')

/** Compares both responses: ours must be the same as Next's. */
async function compare(asked: Asked): Promise<{ status: number }> {
  const both = async () => {
    const [next, ours] = [await answered(onNext, asked), await answered(onOurs, asked)]
    expect(ours).toEqual(next)
    return ours
  }
  // On a busy machine a check may time out on one of them, which the response shows.
  return asked.path === '/api/health' ? vi.waitFor(both, { timeout: 60_000, interval: 200 }) : both()
}

/** A path of an operation, with ids that do not exist. */
const filled = (path: string) => path.replace(/\{(\w+)\}/g, 'nobody')
const paths = [...new Set(operations.map(({ path }) => path))].map(filled)

describe('every path of an operation', () => {
  it.each(paths)('%s is the same for each method, with and without a key', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const body = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? undefined : '{}'
      await compare({ method, path, body })
      await compare({ method, path, body, headers: { authorization: 'Bearer wrong' } })
    }
  })

  it.each(paths)('%s/ is redirected', async (path) => {
    expect((await compare({ path: `${path}/?a=b` })).status).toBe(308)
    expect((await compare({ path: path.replace('/api', '/api/') })).status).toBe(308)
  })
})

const others: [status: number, asked: Asked][] = [
  [404, { path: '/api' }],
  [404, { path: '/api/nothing' }],
  [404, { path: '/api/users/a/b/c' }],
  [404, { path: '/api/users/%/export' }],
  [404, { path: '/api/users/%ff' }],
  [404, { path: '/api/users/a%2Fb/export' }],
  [404, { path: '/api/users/%2541/export' }],
  [404, { path: '/api/users/%ED%95%9C/export' }],
  [400, { path: '/api/users?userId=a%00b' }],
  [400, { path: '/api/users?userId=' }],
  [200, { path: '/api/jobs?limit=1' }],
  [405, { method: 'GET', path: '/api/jobs/retry' }],
  [400, { method: 'POST', path: '/api/users', body: '{' }],
  [400, { method: 'POST', path: '/api/users', body: '' }],
  [413, { method: 'POST', path: '/api/users', body: { userId: 'x'.repeat(200_000) } }],
  [200, { path: '/openapi.json' }],
  [200, { path: '/openapi.json?profile=gpt' }],
  [405, { method: 'POST', path: '/openapi.json' }],
  [200, { path: '/plugin.zip' }],
  [405, { method: 'POST', path: '/plugin.zip' }],
  [200, { path: '/.well-known/openai-apps-challenge' }],
  [405, { method: 'POST', path: '/.well-known/openai-apps-challenge' }],
  [401, { method: 'POST', path: '/mcp', headers: { authorization: '' }, body: {} }],
  [405, { method: 'PUT', path: '/mcp', body: {} }],
  [204, { method: 'OPTIONS', path: '/mcp' }],
  [403, { method: 'POST', path: '/mcp', headers: { origin: 'https://evil.example' }, body: {} }],
  [200, { path: '/.well-known/oauth-authorization-server' }],
  [200, { path: '/.well-known/oauth-protected-resource' }],
  [200, { path: '/.well-known/oauth-protected-resource/api' }],
  [404, { path: '/.well-known/oauth-protected-resource/a/b' }],
  [404, { path: '/.well-known/openid-configuration' }],
  [405, { method: 'DELETE', path: '/.well-known/oauth-authorization-server' }],
  [404, { path: '/oauth/nothing' }],
  [400, { path: '/oauth/authorize' }],
  [405, { method: 'POST', path: '/oauth/authorize', body: '' }],
  [400, { method: 'POST', path: '/oauth/token', body: '' }],
  [400, { method: 'POST', path: '/oauth/register', body: {} }],
  [201, { method: 'POST', path: '/oauth/register', body: { redirect_uris: ['https://app.example/back'] } }],
  [
    204,
    {
      method: 'OPTIONS',
      path: '/oauth/token',
      headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
    },
  ],
  [405, { method: 'DELETE', path: '/oauth/callback' }],
  [303, { path: '/oauth/callback?state=none' }],
  [405, { path: '/oauth/sign-in/none/consent' }],
  [303, { method: 'POST', path: '/oauth/sign-in/none/key', body: '' }],
  [401, { method: 'POST', path: '/api/workers/completion', body: {} }],
  [404, { path: '/api/workers/completion' }],
  [401, { path: '/api/cron/sweep' }],
  [200, { path: '/api/cron/sweep', headers: { authorization: `Bearer ${cronSecret}` } }],
  [404, { path: '/api/cron/completion', headers: { authorization: `Bearer ${cronSecret}` } }],
  [404, { path: '/api/inngest' }],
]

describe('every other path', () => {
  it.each(others)('responds %i to %o', async (status, asked) => {
    expect((await compare(asked)).status).toBe(status)
  })
})

it('a series of requests of a user gets the same responses', async () => {
  const results: unknown[][] = []
  for (const server of [onNext, onOurs]) {
    const userId = `parity-${crypto.randomUUID()}`
    const ask = async (asked: Asked) => {
      const { status, headers, body } = await answered(server, asked)
      return { status, headers, body: body.replaceAll(userId, '<user>') }
    }
    results.push([
      await ask({ method: 'POST', path: '/api/users', body: { userId } }),
      await ask({ method: 'POST', path: '/api/users', body: { userId } }),
      await ask({ method: 'POST', path: '/api/conversations', body: { userId, title: '제목' } }),
      await ask({ path: `/api/conversations?userId=${userId}` }),
      await ask({ path: `/api/usage?userId=${userId}` }),
      await ask({ path: `/api/usage?userId=${userId}`, headers: { accept: 'text/csv' } }),
      await ask({ method: 'POST', path: '/api/chat', body: { userId, message: 'Hello', wait: 0 } }),
      await ask({ path: `/api/users/${userId}/export?format=ndjson` }),
      await ask({ method: 'DELETE', path: `/api/users/${userId}` }),
      await ask({ path: `/api/users?userId=${userId}` }),
    ])
  }
  expect(results[1]).toEqual(results[0])
})
