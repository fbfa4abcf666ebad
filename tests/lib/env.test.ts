import { describe, expect, it } from 'vitest'
import { ConfigError, parseEnv } from '#lib/env'

const required = {
  API_SECRET_KEY: 'secret-key-0123456789',
  DATABASE_URL: 'postgres://user:password@db.example/main',
  KV_REST_API_URL: 'https://kv.example',
  KV_REST_API_TOKEN: 'kv-token',
  QSTASH_TOKEN: 'qstash-token',
  QSTASH_CURRENT_SIGNING_KEY: 'sig-current',
  QSTASH_NEXT_SIGNING_KEY: 'sig-next',
  OPENAI_API_KEY: 'model-key',
  PUBLIC_URL: 'https://api.example',
}

function problems(vars: Record<string, string | undefined>): string[] {
  try {
    parseEnv(vars)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
const names = (lines: string[]) => lines.map((line) => line.split(' ')[0])

describe('parseEnv', () => {
  it('takes the required variables and has defaults for the rest', () => {
    expect(parseEnv(required)).toEqual({
      ...required,
      QSTASH_URL: 'https://qstash.upstash.io',
      OPENAI_BASE_URL: 'https://api.openai.com/v1',
      OPENAI_MODEL: 'gpt-6-luna',
      RATE_LIMIT_PER_HOUR: 100,
    })
  })

  it('names every missing variable at once, each on its own line', () => {
    expect(names(problems({}))).toEqual(Object.keys(required))
    try {
      parseEnv({})
    } catch (error) {
      for (const name of Object.keys(required))
        expect((error as Error).message).toContain(`\n  ${name} is missing`)
    }
  })

  it.each(Object.keys(required))('names %s alone when it is missing or blank', (name) => {
    for (const value of [undefined, '']) {
      const found = problems({ ...required, [name]: value })
      expect(found).toHaveLength(1)
      expect(found[0]).toMatch(new RegExp(`^${name} is missing`))
    }
  })

  it('never shows a value', () => {
    const found = problems({
      ...required,
      DATABASE_URL: 'mysql://user:hunter2@db',
      API_SECRET_KEY: 'hunter2',
    })
    expect(names(found).sort()).toEqual(['API_SECRET_KEY', 'DATABASE_URL'])
    expect(found.join()).not.toContain('hunter2')
  })

  it.each([
    ['API_SECRET_KEY', 'too-short'],
    ['DATABASE_URL', 'https://db.example'],
    ['KV_REST_API_URL', 'redis://kv.example'],
    ['QSTASH_URL', 'qstash'],
    ['QSTASH_TOKEN', '   '],
    ['OPENAI_BASE_URL', 'ftp://model.example'],
    ['PUBLIC_URL', 'api.example'],
    ['NEON_PROXY_URL', 'proxy'],
    ['RATE_LIMIT_PER_HOUR', '0'],
    ['RATE_LIMIT_PER_HOUR', 'many'],
    ['RATE_LIMIT_PER_HOUR', '1.5'],
    ['CRON_SECRET', 'too-short'],
    ['MODEL_PRICES', 'no json'],
    ['MODEL_PRICES', '[]'],
  ])('refuses %s=%s', (name, value) => {
    expect(names(problems({ ...required, [name]: value }))).toEqual([name])
  })

  it('takes a blank optional variable as unset', () => {
    const blank = { QSTASH_URL: '', OPENAI_BASE_URL: '', OPENAI_MODEL: '', RATE_LIMIT_PER_HOUR: '' }
    const optional = {
      NEON_PROXY_URL: '',
      KV_REST_API_READ_ONLY_TOKEN: '',
      MODEL_PRICES: '',
      CRON_SECRET: '',
    }
    expect(parseEnv({ ...required, ...blank, ...optional })).toEqual(parseEnv(required))
  })

  it('takes a value without the spaces around it', () => {
    expect(parseEnv({ ...required, API_SECRET_KEY: ` ${required.API_SECRET_KEY}\n` })).toEqual(
      parseEnv(required),
    )
  })
})

describe('other spellings', () => {
  it("takes Upstash's own names, and prefers the others", () => {
    const { KV_REST_API_URL, KV_REST_API_TOKEN, ...rest } = required
    const upstash = {
      UPSTASH_REDIS_REST_URL: 'https://own.example',
      UPSTASH_REDIS_REST_TOKEN: 'own-token',
    }
    const own = { KV_REST_API_URL: 'https://own.example', KV_REST_API_TOKEN: 'own-token' }
    expect(parseEnv({ ...rest, ...upstash })).toMatchObject(own)
    expect(parseEnv({ ...rest, ...upstash, KV_REST_API_URL: '', KV_REST_API_TOKEN: '' })).toMatchObject(own)
    expect(parseEnv({ ...required, ...upstash })).toMatchObject({ KV_REST_API_URL, KV_REST_API_TOKEN })
  })

  it('needs no model key for a server that is not OpenAI', () => {
    const vars = { ...required, OPENAI_API_KEY: '' }
    expect(names(problems(vars))).toEqual(['OPENAI_API_KEY'])
    const local = { ...vars, OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }
    expect(parseEnv(local).OPENAI_API_KEY).not.toBe('')
  })

  it("takes Vercel's addresses: the project's in production, the deployment's otherwise", () => {
    const vercel = {
      ...required,
      PUBLIC_URL: undefined,
      VERCEL_URL: 'preview.vercel.app',
      VERCEL_PROJECT_PRODUCTION_URL: 'project.example',
    }
    expect(parseEnv({ ...vercel, VERCEL_ENV: 'preview' }).PUBLIC_URL).toBe('https://preview.vercel.app')
    expect(parseEnv({ ...vercel, VERCEL_ENV: 'production' }).PUBLIC_URL).toBe('https://project.example')
    expect(parseEnv({ ...vercel, PUBLIC_URL: 'https://own.example' }).PUBLIC_URL).toBe('https://own.example')
  })

  it.each(['PUBLIC_URL', 'KV_REST_API_URL', 'QSTASH_URL', 'OPENAI_BASE_URL'])(
    'takes %s without the slash at its end',
    (name) => {
      expect(parseEnv({ ...required, [name]: 'https://x.example/v1/' })).toMatchObject({
        [name]: 'https://x.example/v1',
      })
    },
  )
})

describe('MODEL_PRICES', () => {
  const parsed = (value: unknown) =>
    parseEnv({ ...required, MODEL_PRICES: JSON.stringify(value) }).MODEL_PRICES

  it('keeps every amount as the decimal that was written', () => {
    const prices = {
      'my-model': { input: 0.1, cachedInput: '0.025', output: 1000 },
      long: { input: 1, output: 2, longContext: { aboveTokens: 272_000, input: 2, output: 3.5 } },
    }
    expect(parsed(prices)).toEqual({
      'my-model': { input: '0.1', cachedInput: '0.025', output: '1000' },
      long: { input: '1', output: '2', longContext: { aboveTokens: 272_000, input: '2', output: '3.5' } },
    })
  })

  it.each<[string, unknown]>([
    ['no output', { m: { input: 1 } }],
    ['a negative amount', { m: { input: -1, output: 1 } }],
    ['more than six decimals', { m: { input: 0.0000001, output: 1 } }],
    ['an amount that is none', { m: { input: 'free', output: 1 } }],
    ['an unknown field', { m: { input: 1, output: 1, perCall: 1 } }],
    ['a tier without a limit', { m: { input: 1, output: 1, longContext: { input: 1, output: 1 } } }],
  ])('is refused with %s, naming the model', (_, value) => {
    const [problem, ...more] = problems({ ...required, MODEL_PRICES: JSON.stringify(value) })
    expect(problem).toMatch(/^MODEL_PRICES\.m\b/)
    expect(more).toEqual([])
  })
})
