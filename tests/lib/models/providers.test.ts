import { createServer } from 'node:http'
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { listenLocally } from '#tests/support/listen'

// On a busy machine, a provider must not be late.
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  return { tunables: { ...tunables, modelCheckMs: 60_000 } }
})

type Asked = { url: string | undefined; authorization: string | undefined; apiKey: unknown }

/** A provider that lists these models, and its requests. */
async function serve(...models: object[]): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer(({ url, headers }, response) => {
    asked.push({ url, authorization: headers.authorization, apiKey: headers['api-key'] })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ object: 'list', data: models }))
  })
  const port = await listenLocally(server)
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${port}/v1`, asked }
}

const dead = 'http://127.0.0.1:2/v1'

/** The modules with this configuration. */
async function withProviders(providers: object, vars: Record<string, string> = {}) {
  Object.assign(process.env, inject('appVars'), {
    ...{ OPENAI_BASE_URL: dead, OPENAI_API_KEY: 'key-of-default', OPENAI_MODEL: 'default-model' },
    ...{ OPENAI_FALLBACK_MODELS: '', ALLOWED_MODELS: '', MODEL_PROVIDERS: JSON.stringify(providers) },
    ...vars,
  })
  vi.resetModules()
  onTestFinished(() => {
    delete process.env.MODEL_PROVIDERS
  })
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const [names, allowed, list] = await Promise.all([
    import('#lib/models/providers'),
    import('#lib/models/allowed'),
    import('#lib/models/list'),
  ])
  const idOf = (name: string) => names.findModel(name)?.id
  return { ...names, ...allowed, ...list, idOf }
}

describe('a model', () => {
  const providers = {
    router: { baseUrl: dead },
    'router/eu': { baseUrl: dead, models: ['meta/llama'] },
    local: { baseUrl: dead, models: ['llama3.2', 'default-model'] },
  }

  it.each([
    ['router/openai/gpt-6', 'router', 'openai/gpt-6'],
    ['router/eu/meta/llama', 'router/eu', 'meta/llama'],
    ['local/llama3.2', 'local', 'llama3.2'],
    ['local/default-model', 'local', 'default-model'],
    ['llama3.2', 'local', 'llama3.2'],
    ['meta/llama', 'router/eu', 'meta/llama'],
    ['default-model', 'default', 'default-model'],
    ['anything/else', 'default', 'anything/else'],
  ])('is found by the name %s', async (asked, provider, name) => {
    const { findModel } = await withProviders(providers)
    const id = provider === 'default' ? name : `${provider}/${name}`
    expect(findModel(asked)).toMatchObject({ id, name, provider: { name: provider } })
  })

  it.each(['local/other', 'router/eu/other', 'router/'])(
    'does not exist if its provider has a list without it: %s',
    async (asked) => {
      const { findModel, isModelAllowed } = await withProviders(providers)
      expect(findModel(asked)).toBeUndefined()
      expect(isModelAllowed(asked, undefined)).toBe(false)
    },
  )

  it('does not exist without an OpenAI key, unless another provider has it', async () => {
    const { idOf, modelForKey } = await withProviders(providers, {
      ...{ OPENAI_BASE_URL: '', OPENAI_API_KEY: '', OPENAI_MODEL: '' },
    })
    expect([idOf('gpt-6-luna'), idOf('llama3.2')]).toEqual([undefined, 'local/llama3.2'])
    expect(idOf('router/x')).toBe('router/x')
    expect(modelForKey(['local/*'])).toBe('local/llama3.2')
  })
})

describe('the model list of a key', () => {
  const providers = { local: { baseUrl: dead, models: ['llama3.2', 'qwen3'] }, router: { baseUrl: dead } }

  it.each([
    [['local/*'], ['local/llama3.2', 'llama3.2', 'local/qwen3']],
    [['llama*'], ['local/llama3.2', 'llama3.2']],
    [['llama3.2'], ['local/llama3.2', 'llama3.2']],
    [['local/qwen3'], ['local/qwen3']],
    [['gpt*'], ['gpt-6']],
    [['router/gpt*'], ['router/gpt-6']],
  ])('matches a model by all of its names: %s', async (ofKey, expected) => {
    const { isModelAllowed } = await withProviders(providers)
    const asked = ['local/llama3.2', 'llama3.2', 'local/qwen3', 'gpt-6', 'router/gpt-6', 'default-model']
    expect(asked.filter((model) => isModelAllowed(model, ofKey))).toEqual(expected)
  })

  it('applies together with the list of the server', async () => {
    const { isModelAllowed } = await withProviders(providers, { ALLOWED_MODELS: 'local/*' })
    const asked = ['local/llama3.2', 'qwen3', 'gpt-6', 'router/gpt-6', 'default-model']
    expect(asked.filter((model) => isModelAllowed(model, undefined))).toEqual([
      'local/llama3.2',
      'qwen3',
      'default-model',
    ])
    expect(asked.filter((model) => isModelAllowed(model, ['qwen3']))).toEqual(['qwen3'])
  })
})

describe('the listed models', () => {
  it("are the server's own, the configured ones, and those that the other providers list", async () => {
    const router = await serve({ id: 'openai/gpt-6', created: 1_800_000_000 }, { id: 'meta/*' }, {})
    const providers = {
      router: { baseUrl: router.url, apiKey: 'key-of-router' },
      local: { baseUrl: dead, models: ['llama3.2'] },
    }
    const { modelsFor } = await withProviders(providers, { OPENAI_FALLBACK_MODELS: 'llama3.2' })
    const created = expect.any(Number)
    const expected = [
      { id: 'default-model', owner: '127.0.0.1', created },
      { id: 'local/llama3.2', owner: 'local', created },
      { id: 'router/openai/gpt-6', owner: 'router', created: 1_800_000_000 },
    ]
    expect(await modelsFor(undefined)).toEqual(expected)
    expect(await modelsFor(['router/*'])).toEqual(expected.slice(2))
    expect(router.asked).toEqual([
      { url: '/v1/models', authorization: 'Bearer key-of-router', apiKey: undefined },
    ])
  })

  it('are requested from Azure with its query and its api-key header', async () => {
    const azure = await serve({ id: 'gpt-6' })
    const { modelsFor } = await withProviders({
      azure: { baseUrl: `${azure.url}?api-version=2026-01-01`, apiKey: 'key-of-azure' },
    })
    expect((await modelsFor(['azure/*'])).map(({ id }) => id)).toEqual(['azure/gpt-6'])
    expect(azure.asked).toEqual([
      { url: '/v1/models?api-version=2026-01-01', authorization: undefined, apiKey: 'key-of-azure' },
    ])
  })
})
