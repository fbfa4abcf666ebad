import { afterEach, expect, it, vi } from 'vitest'

/** Imports the handlers with this configuration, which they read once. */
async function handlersWith(vars: Record<string, string>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(vars)) vi.stubEnv(name, value)
  return import('#lib/plugin/serve')
}

const configured = {
  API_SECRET_KEY: 'secret-key-0123456789',
  DATABASE_URL: 'postgres://user:password@db.example/main',
  REDIS_URL: 'redis://127.0.0.1:1',
  OPENAI_API_KEY: 'model-key',
  PUBLIC_URL: 'https://chat.example.com',
}

afterEach(() => vi.unstubAllEnvs())

it('serves the configured token for OpenAI as plain text', async () => {
  const { serveChallenge } = await handlersWith({ ...configured, OPENAI_APPS_CHALLENGE: 'token-123' })
  const response = await serveChallenge(new Request('https://chat.example.com/'))
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/plain; charset=utf-8',
    'token-123',
  ])
})

it('answers 404 for the plugin at an address that clients do not load plugins from', async () => {
  const { servePlugin } = await handlersWith({ ...configured, PUBLIC_URL: 'http://lan.example' })
  const response = await servePlugin(new Request('http://lan.example/plugin.zip'))
  expect([response.status, await response.json()]).toMatchObject([
    404,
    { detail: expect.stringContaining('http://lan.example is not an https address') },
  ])
})
