import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, parseEnv } from '#lib/env'
import { newFolder } from '#tests/support/folder'

const required = {
  API_SECRET_KEY: 'secret-key-0123456789',
  DATABASE_URL: 'postgres://user:password@db.example/main',
  REDIS_URL: 'redis://127.0.0.1:6379',
  OPENAI_API_KEY: 'model-key',
}
const local = { baseUrl: 'http://127.0.0.1:11434/v1' }
const parse = (providers: unknown, vars: Record<string, string> = {}) =>
  parseEnv({ ...required, MODEL_PROVIDERS: JSON.stringify(providers), ...vars })

function problems(read: () => unknown): string[] {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

async function fileOf(text: string): Promise<string> {
  const folder = await newFolder()
  const path = join(folder, 'providers.json')
  await writeFile(path, text)
  return path
}

describe('MODEL_PROVIDERS', () => {
  it('lists providers, each with its key or the name of the variable that holds it', () => {
    const { MODEL_PROVIDERS, OPENAI_MODEL } = parse(
      { local, own: { ...local, apiKey: 'given' }, 'azure/eu': { ...local, apiKeyEnv: 'AZURE_KEY' } },
      { AZURE_KEY: 'by-name' },
    )
    const keys = Object.entries(MODEL_PROVIDERS!).map(([name, { apiKey }]) => [name, apiKey])
    expect(keys).toEqual([
      ['local', 'none'],
      ['own', 'given'],
      ['azure/eu', 'by-name'],
    ])
    expect(OPENAI_MODEL).toBe('gpt-6-luna')
  })

  it('may come from a file', async () => {
    const MODEL_PROVIDERS_FILE = await fileOf(JSON.stringify({ local: { ...local, models: ['a'] } }))
    expect(parseEnv({ ...required, MODEL_PROVIDERS_FILE }).MODEL_PROVIDERS).toMatchObject({
      local: { baseUrl: local.baseUrl, models: ['a'], variable: 'MODEL_PROVIDERS_FILE' },
    })
    expect(problems(() => parse({ local }, { MODEL_PROVIDERS_FILE }))).toEqual([
      'MODEL_PROVIDERS_FILE and MODEL_PROVIDERS are both set: set only one',
    ])
  })

  it('says what is wrong with a file', async () => {
    const problemOf = async (text: string) => {
      const MODEL_PROVIDERS_FILE = await fileOf(text)
      return problems(() => parseEnv({ ...required, MODEL_PROVIDERS_FILE }))
    }
    expect(await problemOf('{')).toEqual(['MODEL_PROVIDERS_FILE is not JSON'])
    expect(await problemOf('{"local":{}}')).toEqual(['MODEL_PROVIDERS_FILE.local.baseUrl is missing'])
    expect(
      problems(() => parseEnv({ ...required, MODEL_PROVIDERS_FILE: '/nowhere/providers.json' })),
    ).toEqual(['MODEL_PROVIDERS_FILE names a file that cannot be read (ENOENT)'])
  })

  it.each<[object, string]>([
    [{ local: { baseUrl: 'ftp://x' } }, 'MODEL_PROVIDERS.local.baseUrl is not an http(s) URL'],
    [{ local: { ...local, url: 'x' } }, 'MODEL_PROVIDERS.local has keys that a provider does not have: url'],
    [{ local: 'http://x' }, 'MODEL_PROVIDERS.local is not an object with the settings of a provider'],
    [{ default: local }, 'MODEL_PROVIDERS.default cannot be the name of a provider'],
    [{ 'a b': local }, 'MODEL_PROVIDERS.a b cannot be the name of a provider'],
    [{ local: { ...local, models: 'a' } }, 'MODEL_PROVIDERS.local.models must be a list of names'],
    [
      { local: { ...local, models: [] } },
      'MODEL_PROVIDERS.local.models is empty; leave it out for all models',
    ],
    [
      { local: { ...local, timeoutSeconds: 801 } },
      'MODEL_PROVIDERS.local.timeoutSeconds is not a whole number from 1 to 800',
    ],
    [
      { local: { ...local, contextTokens: 100 } },
      'MODEL_PROVIDERS.local.contextTokens must be a whole number of at least 512, or an object of such numbers by model',
    ],
    [
      { local: { ...local, prices: { a: { input: 1 } } } },
      'MODEL_PROVIDERS.local.prices.a.output is missing',
    ],
    [
      { local: { ...local, apiKeyEnv: 'NOT_THERE' } },
      'MODEL_PROVIDERS.local.apiKeyEnv names NOT_THERE, which is not set',
    ],
    [
      { local: { ...local, apiKey: 'API_SECRET_KEY' } },
      'MODEL_PROVIDERS.local.apiKey is the name of a variable: write it as apiKeyEnv',
    ],
    [
      { local: { ...local, apiKey: 'a', apiKeyEnv: 'API_SECRET_KEY' } },
      'MODEL_PROVIDERS.local.apiKeyEnv and apiKey are both set: set only one',
    ],
  ])('says what is wrong: %j', (providers, problem) => {
    expect(problems(() => parse(providers))).toEqual([problem])
  })

  it('an error never shows a key, even when it stands in place of a variable name', () => {
    const found = problems(() => parse({ local: { ...local, apiKeyEnv: 'sk-hunter2' } }))
    expect(found).toEqual(['MODEL_PROVIDERS.local.apiKeyEnv names a variable, which is not set'])
  })

  it('rejects a timeout longer than Vercel allows', () => {
    const vercel = {
      ...{
        VERCEL: '1',
        DATABASE_URL: required.DATABASE_URL,
        QSTASH_TOKEN: 'x',
        PUBLIC_URL: 'https://a.example',
      },
      ...{ QSTASH_CURRENT_SIGNING_KEY: 'x', QSTASH_NEXT_SIGNING_KEY: 'x' },
    }
    expect(problems(() => parse({ local: { ...local, timeoutSeconds: 221 } }, vercel))).toEqual([
      'MODEL_PROVIDERS.local.timeoutSeconds is more than 220, after which Vercel ends the worker',
    ])
  })
})

it('accepts the example in docs/providers.md', async () => {
  const [, example] = /```json\n([\s\S]*?)```/.exec(await readFile('docs/providers.md', 'utf8'))!
  const vars = { OPENROUTER_API_KEY: 'a', AZURE_OPENAI_API_KEY: 'b' }
  const { MODEL_PROVIDERS } = parseEnv({ ...required, MODEL_PROVIDERS: example!, ...vars })
  expect(Object.keys(MODEL_PROVIDERS!)).toEqual(['openrouter', 'local', 'azure'])
})

describe('without an OpenAI key', () => {
  const only = (providers: object, vars = {}) => parse(providers, { OPENAI_API_KEY: '', ...vars })

  it('the default model is the first listed model, unless OPENAI_MODEL names another', () => {
    const providers = { router: local, local: { ...local, models: ['a', 'b'] } }
    expect(only(providers).OPENAI_MODEL).toBe('local/a')
    expect(only(providers, { OPENAI_MODEL: 'b' }).OPENAI_MODEL).toBe('b')
    expect(only(providers, { OPENAI_MODEL: 'router/any' }).OPENAI_MODEL).toBe('router/any')
  })

  it('every model must belong to a provider', () => {
    expect(problems(() => only({ router: local }))).toEqual([
      'OPENAI_MODEL is missing: set it to provider/name, because no provider lists models',
    ])
    const vars = { OPENAI_MODEL: 'gpt-6-luna', OPENAI_FALLBACK_MODELS: 'router/a,b' }
    expect(problems(() => only({ router: local }, vars))).toEqual([
      'OPENAI_MODEL names gpt-6-luna, which no provider has: write provider/name, or set OPENAI_API_KEY to use models of OpenAI',
      'OPENAI_FALLBACK_MODELS names b, which no provider has: write provider/name, or set OPENAI_API_KEY to use models of OpenAI',
    ])
  })
})
