import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { call as callOf } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { newFolder } from '#tests/support/folder'
import { type FakeModel, script, startFakeModel } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { isHosted } from '#tests/support/profile'
import { startTestApp, type TestApp } from '#tests/support/services'

let app: TestApp
let local: FakeModel
let folder: string

beforeAll(async () => {
  ;[local, folder] = await Promise.all([startFakeModel(), newFolder()])
  const providers = JSON.stringify({
    local: { baseUrl: local.url, apiKeyEnv: 'LOCAL_KEY', models: ['llama3.2', 'meta/llama'] },
    gone: { baseUrl: 'http://127.0.0.1:2/v1', apiKey: 'key-of-gone', models: ['lost'] },
  })
  const file = join(folder, 'providers.json')
  await writeFile(file, providers)
  app = await startTestApp({
    databaseUrl: await createDatabase(),
    portBase: randomPortBase(),
    vars: {
      // On Edge, files cannot be read.
      ...(isHosted ? { MODEL_PROVIDERS: providers } : { MODEL_PROVIDERS_FILE: file }),
      ...{ LOCAL_KEY: 'key-of-local', OPENAI_FALLBACK_MODELS: 'local/meta/llama' },
    },
  })
})
afterAll(async () => {
  await app.close()
  await local.close()
})

const call: typeof callOf = (method, path, options) =>
  callOf(method, path, { ...options, baseUrl: app.server.url })
const chat = (body: object, key?: string) =>
  call('POST', '/api/chat', { body: { userId: newUser(), ...body }, ...(key && { key }) })

describe('the list of models', () => {
  const listed = async (query = '', key?: string) =>
    (await call('GET', `/api/models${query}`, { ...(key && { key }) })).body.data
  type Listed = { model: string; circuit: { state: string } }
  const namesOf = ({ models }: { models: Listed[] }) => models.map(({ model }) => model)

  it('has every configured model with its names, and every provider with its check, but no API key', async () => {
    // On a busy machine a check may time out, so it is repeated.
    const checks = {
      providers: [{ name: 'default' }, { name: 'local', check: { status: 'ok' } }, { name: 'gone' }],
    }
    await expect.poll(() => listed(), { timeout: 60_000 }).toMatchObject(checks)
    const data = await listed()
    expect(namesOf(data)).toEqual(expect.arrayContaining(['local/llama3.2', 'local/meta/llama', 'gone/lost']))
    expect(data.models.find(({ model }: Listed) => model === 'local/meta/llama')).toMatchObject({
      ...{
        name: 'meta/llama',
        provider: 'local',
        aliases: ['meta/llama'],
        isDefault: false,
        fallbackOrder: 1,
      },
      ...{ isConfigured: true, price: null, circuit: { state: 'closed', since: null } },
    })
    expect(data.models.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1)
    expect(data.providers).toMatchObject([
      { name: 'default', hasOwnList: false },
      { name: 'local', baseUrl: local.url, hasOwnList: true },
      { name: 'gone', check: { status: 'down', reason: expect.stringContaining('127.0.0.1') } },
    ])
    expect(JSON.stringify(data)).not.toMatch(/key-of-/)
  })

  it('can be searched, and is returned page by page', async () => {
    expect(namesOf(await listed('?query=LLAMA'))).toEqual(['local/meta/llama', 'local/llama3.2'])
    expect(namesOf(await listed('?provider=gone'))).toEqual(['gone/lost'])
    const first = await listed('?query=llama&limit=1')
    expect(first).toMatchObject({ total: 2, nextOffset: 1 })
    expect(namesOf(await listed('?query=llama&limit=1&offset=1'))).toEqual(['local/llama3.2'])
  })

  it('shows a key only the models it may use, and no providers or their error messages', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId } })
    const body = { name: 'A key', userId, scopes: ['chat'], models: ['gone/*'] }
    const { key } = (await call('POST', '/api/keys', { body })).body.data
    for (let i = 0; i < 5; i++)
      await call('POST', '/api/chat', { key, body: { message: `down ${i}`, model: 'gone/lost', wait: 0 } })
    await expect
      .poll(async () => (await listed('', key)).models[0].circuit.lastError, { timeout: 60_000 })
      .toEqual({ code: 'model_unreachable', message: null, at: expect.any(String) })
    const data = await listed('', key)
    expect(namesOf(data)).toEqual(['gone/lost'])
    expect(data).toMatchObject({ keyModels: ['gone/*'], total: 1 })
    expect(data).not.toHaveProperty('providers')
    expect(JSON.stringify(data)).not.toContain('127.0.0.1')
    const [lost] = (await listed('?provider=gone')).models
    expect(lost.circuit.lastError).toMatchObject({ message: expect.any(String) })
  })
})

describe('a server with several providers', () => {
  it('answers with the models of each by name, and falls back from one to another', async () => {
    const [byName, byPrefix] = await Promise.all([
      chat({ message: 'hello', model: 'llama3.2' }),
      chat({ message: 'hello', model: 'local/llama3.2' }),
    ])
    for (const { body } of [byName, byPrefix])
      expect(body.data).toMatchObject({ model: 'local/llama3.2', response: 'echo: hello' })
    expect(local.calls('hello').map(({ model }) => model)).toEqual(['llama3.2', 'llama3.2'])
    const { body } = await chat({ message: script('gone', { status: 404 }), model: 'fake-model' })
    expect(body.error).toContain('The provider local has no model')
    expect(await chat({ message: 'hello', model: 'local/other' })).toMatchObject({
      status: 422,
      body: { code: 'model_not_allowed', error: expect.stringContaining('No provider') },
    })
  })

  it('shows the state of each provider by name', async () => {
    const health = () => call('GET', '/api/health', { key: null })
    // On a busy machine a check may time out, so it is repeated.
    const providers = { default: { status: 'ok' }, local: { status: 'ok' }, gone: { status: 'down' } }
    const degraded = { status: 'degraded', checks: { model: { status: 'down', providers } } }
    const message = expect.stringContaining('the models of gone cannot answer')
    await expect.poll(health).toMatchObject({ status: 200, body: { message, data: degraded } })
    expect(JSON.stringify((await health()).body) + app.server.output()).not.toMatch(/key-of/)
  })

  it('lists the models that a key may use, and refuses the key all others', async () => {
    const { body } = await call('POST', '/api/keys', { body: { name: 'local', models: ['local/*'] } })
    const { key } = body.data
    const list = await call('GET', '/v1/models', { key })
    expect(list.body.data).toMatchObject([
      { id: 'local/meta/llama', owned_by: 'local' },
      { id: 'local/llama3.2', owned_by: 'local' },
    ])
    const { body: one } = await call('GET', '/v1/models/local/meta/llama', { key })
    expect(one).toMatchObject({ id: 'local/meta/llama' })
    expect((await chat({ message: 'mine' }, key)).body.data.model).toBe('local/meta/llama')
    expect((await chat({ message: 'mine', model: 'fake-model' }, key)).status).toBe(422)
    expect([...new Set(local.visits.map((visit) => visit.key))]).toEqual(['Bearer key-of-local'])
  })

  it('reports usage by provider/name', async () => {
    await chat({ message: 'counted', model: 'llama3.2' })
    const query = `from=${new Date(Date.now() - 3_600_000).toISOString()}&groupBy=model`
    const { body } = await call('GET', `/api/usage?${query}&model=local%2Fllama3.2`)
    expect(JSON.stringify(body.data)).toContain('"model":"local/llama3.2"')
  })
})
