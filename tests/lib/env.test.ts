import { describe, expect, it } from 'vitest'
import { ConfigError, parseEnv } from '#lib/env'
import { tunables } from '#lib/tunables'

const required = {
  API_SECRET_KEY: 'secret-key-0123456789',
  DATABASE_URL: 'postgres://user:password@db.example/main',
  KV_REST_API_URL: 'https://kv.example',
  KV_REST_API_TOKEN: 'kv-token',
  OPENAI_API_KEY: 'model-key',
  PUBLIC_URL: 'https://api.example',
  QSTASH_TOKEN: 'qstash-token',
  QSTASH_CURRENT_SIGNING_KEY: 'sig-current',
  QSTASH_NEXT_SIGNING_KEY: 'sig-next',
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
  it.each([{ NEON_PROXY_URL: 'http://127.0.0.1:4444' }, { VERCEL: '1' }])(
    'requires a password in DATABASE_URL when the server uses Neon over HTTP: %o',
    (vars) => {
      const at = (user: string) => ({ DATABASE_URL: `postgres://${user}@ep-1.aws.neon.tech/main` })
      expect(problems({ ...required, ...vars, ...at('user') })).toEqual([
        expect.stringMatching(/^DATABASE_URL has no password/),
      ])
      expect(problems({ ...required, ...vars, ...at('user:password') })).toEqual([])
    },
  )

  it('needs only the required variables, and has defaults for the others', () => {
    expect(parseEnv(required)).toEqual({
      ...required,
      QUEUE: 'qstash',
      KV: 'upstash',
      DATABASE: 'postgres',
      DATABASE_PREPARED: true,
      QSTASH_URL: 'https://qstash.upstash.io',
      OPENAI_BASE_URL: 'https://api.openai.com/v1',
      OPENAI_MODEL: 'gpt-6-luna',
      OPENAI_TIMEOUT_SECONDS: 300,
      OPENAI_FALLBACK_MODELS: [],
      OAUTH_REDIRECT_SCHEMES: [],
      PUBLIC_URLS: [],
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_HOUR: 100,
      RATE_LIMIT_REFUSED_PER_MINUTE: 600,
      REPEAT_WINDOW_SECONDS: 60,
      V1_BODY_BYTES: 8_388_608,
      V1_MESSAGE_CHARACTERS: 1_000_000,
      V1_HISTORY_TOKENS: 128_000,
      WORKER_CONCURRENCY: tunables.workerConcurrencyDefault,
      OIDC_USER_CLAIM: 'email',
      WEBHOOK_ALLOW_PRIVATE: false,
    })
  })

  it('requires all variables of an external OpenID provider, and names those that are missing', () => {
    const outside = {
      OIDC_ISSUER: 'https://id.example/realm/',
      OIDC_CLIENT_ID: 'client',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_ALLOWED: 'Ada@example.com, @team.example',
    }
    const { OIDC_ISSUER, OIDC_ALLOWED } = parseEnv({ ...required, ...outside })
    expect([OIDC_ISSUER, OIDC_ALLOWED]).toEqual([outside.OIDC_ISSUER, ['Ada@example.com', '@team.example']])
    for (const name of Object.keys(outside))
      expect(problems({ ...required, ...outside, [name]: '' })).toEqual([
        expect.stringMatching(new RegExp(`^${name} is missing: OIDC_ISSUER, .* are needed together$`)),
      ])
    expect(names(problems({ ...required, OIDC_ISSUER: 'http://id.example', PUBLIC_URL: '' }))).toEqual([
      'PUBLIC_URL',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'OIDC_ALLOWED',
    ])
  })

  it('names every missing variable at once, each on its own line', () => {
    const missing = ['API_SECRET_KEY', 'DATABASE_URL', 'OPENAI_API_KEY', 'REDIS_URL']
    expect(names(problems({}))).toEqual(missing)
    try {
      parseEnv({})
    } catch (error) {
      for (const name of missing) expect((error as Error).message).toContain(`\n  ${name} is missing`)
    }
  })

  it.each(Object.keys(required).filter((name) => !name.startsWith('KV_')))(
    'names only %s when only it is missing or blank',
    (name) => {
      for (const value of [undefined, '']) {
        const found = problems({ ...required, [name]: value })
        expect(found).toHaveLength(1)
        expect(found[0]).toMatch(new RegExp(`^${name} is missing`))
      }
    },
  )

  it('an error never shows a value', () => {
    const found = problems({
      ...required,
      DATABASE_URL: 'mysql://user:hunter2@db',
      API_SECRET_KEY: 'hunter2',
    })
    expect(names(found).sort()).toEqual(['API_SECRET_KEY', 'DATABASE_URL'])
    expect(found.join()).not.toContain('hunter2')
  })

  it('says what is wrong with each value, each on one line', () => {
    const wrong = {
      DATABASE_URL: 'https://db.example',
      KV_REST_API_URL: 'redis://kv.example',
      OIDC_ISSUER: 'id.example',
      OIDC_CLIENT_ID: 'client',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_ALLOWED: 'ada@example.com',
      RATE_LIMIT_PER_HOUR: 'many',
      MODEL_PRICES: '[]',
      MODEL_TOKENS_PER_MINUTE: '{"a":1}',
      PORT: 'http',
      PUBLIC_URL: '',
      QUEUE: 'kafka',
      DATABASE_POOL_SIZE: '0',
    }
    expect(problems({ ...required, ...wrong }).toSorted()).toEqual([
      'DATABASE_POOL_SIZE is not a whole number from 1 to 1000',
      'DATABASE_URL is not a postgres:// URL',
      'KV_REST_API_URL is not an http(s) URL',
      'MODEL_PRICES is not an object of prices by model',
      'MODEL_TOKENS_PER_MINUTE.a is less than 60',
      'OIDC_ISSUER is not an https URL',
      'PORT is not a whole number from 0 to 65535',
      'PUBLIC_URL is missing',
      'QUEUE is not qstash, inngest or postgres',
      'RATE_LIMIT_PER_HOUR is not a whole number from 1 to 1000000000',
    ])
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
    ['WEBHOOK_SECRET', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['WEBHOOK_SECRET', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['WEBHOOK_SECRET', `whsec_${'A'.repeat(33)}`],
    ['WEBHOOK_SECRET', 'A'.repeat(44)],
    ['WEBHOOK_SECRET_PREVIOUS', `whsec_${'-'.repeat(44)}`],
    ['WEBHOOK_ALLOW_PRIVATE', 'perhaps'],
    ['CRON_SECRET', 'too-short'],
    ['MODEL_PRICES', 'no json'],
    ['MODEL_PRICES', '[]'],
  ])('rejects %s=%s', (name, value) => {
    expect(names(problems({ ...required, [name]: value }))).toEqual([name])
  })

  it('treats a blank optional variable as unset', () => {
    const blank = { QSTASH_URL: '', OPENAI_BASE_URL: '', OPENAI_MODEL: '', RATE_LIMIT_PER_HOUR: '' }
    const webhooks = { WEBHOOK_SECRET: '', WEBHOOK_SECRET_PREVIOUS: '', WEBHOOK_ALLOW_PRIVATE: '' }
    const usage = { MODEL_PRICES: '', CRON_SECRET: '' }
    const optional = { NEON_PROXY_URL: '', KV_REST_API_READ_ONLY_TOKEN: '', ...webhooks, ...usage }
    expect(parseEnv({ ...required, ...blank, ...optional })).toEqual(parseEnv(required))
  })

  it.each([24, 25, 26, 32, 64])('accepts a webhook secret of %i bytes', (bytes) => {
    const WEBHOOK_SECRET = `whsec_${Buffer.alloc(bytes, 'x').toString('base64')}`
    expect(parseEnv({ ...required, WEBHOOK_SECRET }).WEBHOOK_SECRET).toBe(WEBHOOK_SECRET)
  })

  it('removes spaces around a value', () => {
    expect(parseEnv({ ...required, API_SECRET_KEY: ` ${required.API_SECRET_KEY}\n` })).toEqual(
      parseEnv(required),
    )
  })
})

describe('the queue', () => {
  const { QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY, ...common } = required
  const qstash = { QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY }
  const inngest = { INNGEST_EVENT_KEY: 'event-key', INNGEST_SIGNING_KEY: 'signkey-prod-0123' }

  it.each([
    ['qstash', { ...qstash }],
    ['inngest', { ...inngest }],
    ['qstash', { ...qstash, ...inngest }],
    ['inngest', { QUEUE: 'inngest', ...qstash, ...inngest }],
    ['qstash', { QUEUE: ' qstash ', ...qstash, ...inngest }],
    ['inngest', { QSTASH_TOKEN: ' ', QUEUE: '', ...inngest }],
  ])('is %s with %o', (expected, vars) => {
    expect(parseEnv({ ...common, ...vars }).QUEUE).toBe(expected)
  })

  it.each(Object.keys(inngest))('needs %s for Inngest, and no variable of QStash', (name) => {
    expect(problems({ ...common, ...inngest })).toEqual([])
    for (const value of [undefined, '', '  '])
      expect(problems({ ...common, QUEUE: 'inngest', ...inngest, [name]: value })).toEqual([
        `${name} is missing`,
      ])
  })

  it('names the missing variables of an engine that is only partly configured', () => {
    expect(names(problems({ ...common, INNGEST_EVENT_KEY: 'event-key' }))).toEqual(['INNGEST_SIGNING_KEY'])
    expect(names(problems({ ...common, INNGEST_SIGNING_KEY: 'signkey' }))).toEqual(['INNGEST_EVENT_KEY'])
    const rest = ['QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY']
    expect(names(problems({ ...common, QSTASH_TOKEN }))).toEqual(rest)
    expect(names(problems({ ...common, QUEUE: 'inngest', ...qstash }))).toEqual(Object.keys(inngest))
  })

  it('is PostgreSQL when no keys of another engine are set, and then needs no PUBLIC_URL', () => {
    const { PUBLIC_URL: _, ...rest } = common
    expect(parseEnv(rest)).toMatchObject({ QUEUE: 'postgres', PUBLIC_URL: 'http://127.0.0.1:3000' })
    expect(parseEnv({ ...rest, HOST: '::1', PORT: '80' }).PUBLIC_URL).toBe('http://[::1]')
    expect(parseEnv({ ...rest, PUBLIC_URL: 'http://LOCALHOST:80/' }).PUBLIC_URL).toBe('http://localhost')
    expect(parseEnv({ ...rest, HOST: '0.0.0.0', PORT: '8080' }).PUBLIC_URL).toBe('http://127.0.0.1:8080')
    expect(parseEnv({ ...common, QUEUE: 'postgres', ...qstash }).QUEUE).toBe('postgres')
    expect(names(problems({ ...rest, ...qstash }))).toEqual(['PUBLIC_URL'])
  })

  it('must be QStash or Inngest on Vercel, because no process stays alive there', () => {
    const found = problems({ ...common, VERCEL: '1' })
    expect(names(found)).toEqual(Object.keys(qstash))
    for (const name of Object.keys(inngest)) expect(found[0]).toContain(name)
    expect(problems({ ...common, VERCEL: '1', QUEUE: 'postgres' })).toEqual([
      expect.stringMatching(/^QUEUE is postgres, .* set QSTASH_… or INNGEST_…$/),
    ])
  })

  it('rejects an unknown engine, with one error', () => {
    expect(problems({ ...common, QUEUE: 'kafka' })).toEqual(['QUEUE is not qstash, inngest or postgres'])
  })

  it('accepts the address of a self-hosted Inngest, and removes its trailing slash', () => {
    const vars = { ...common, ...inngest, INNGEST_BASE_URL: 'http://127.0.0.1:8288/' }
    expect(parseEnv(vars)).toMatchObject({ INNGEST_BASE_URL: 'http://127.0.0.1:8288' })
    expect(names(problems({ ...vars, INNGEST_BASE_URL: 'localhost' }))).toEqual(['INNGEST_BASE_URL'])
  })
})

describe('the KV', () => {
  const { KV_REST_API_URL, KV_REST_API_TOKEN, ...rest } = required
  const upstash = { KV_REST_API_URL, KV_REST_API_TOKEN }
  const redis = { REDIS_URL: 'rediss://user:p%40ss@redis.example:6380/2' }

  it.each<[string, Record<string, string>]>([
    ['upstash', upstash],
    ['redis', redis],
    ['redis', { ...redis, ...upstash }],
    ['upstash', { ...redis, ...upstash, VERCEL: '1' }],
    ['redis', { ...redis, VERCEL: '1' }],
    ['redis', { ...redis, KV_REST_API_URL: '' }],
  ])('is %s with %o', (expected, vars) => {
    expect(parseEnv({ ...rest, ...vars }).KV).toBe(expected)
  })

  it.each<[string, Record<string, string>, string[]]>([
    ['without any', {}, ['REDIS_URL is missing: set it, or KV_REST_API_URL and KV_REST_API_TOKEN']],
    [
      'without any on Vercel',
      { VERCEL: '1' },
      [
        'KV_REST_API_URL is missing: set it and KV_REST_API_TOKEN, or REDIS_URL',
        'KV_REST_API_TOKEN is missing',
      ],
    ],
    ['with half of Upstash', { KV_REST_API_URL: 'https://kv.example' }, ['KV_REST_API_TOKEN is missing']],
    [
      'with another protocol',
      { REDIS_URL: 'http://redis' },
      ['REDIS_URL is not a redis:// or rediss:// URL'],
    ],
  ])('an error says what to set: %s', (_, vars, expected) => {
    expect(problems({ ...rest, ...vars })).toEqual(expected)
  })
})

describe('the database', () => {
  const neon = 'postgres://user:password@ep-1.eu-central-1.aws.neon.tech/main'

  it.each<[string, Record<string, string>]>([
    ['postgres', { DATABASE_URL: required.DATABASE_URL }],
    ['postgres', { DATABASE_URL: neon }],
    ['postgres', { DATABASE_URL: required.DATABASE_URL, VERCEL: '1' }],
    ['neon', { DATABASE_URL: neon, VERCEL: '1' }],
    ['neon', { DATABASE_URL: required.DATABASE_URL, NEON_PROXY_URL: 'http://127.0.0.1:1' }],
  ])('is %s with %o', (expected, vars) => {
    expect(parseEnv({ ...required, ...vars }).DATABASE).toBe(expected)
  })

  it.each([
    'postgres:///main?host=/var/run/postgresql',
    'postgresql://user@/main?host=/tmp',
    'postgres://%2Fvar%2Frun%2Fpostgresql/main',
    'postgres://user:p%40ss@[::1]:5433/main?sslmode=require&options=-c search_path=x',
    'postgres://localhost',
  ])('may be at %s', (DATABASE_URL) => {
    expect(problems({ ...required, DATABASE_URL, DATABASE_URL_UNPOOLED: DATABASE_URL })).toEqual([])
  })
})

describe('alternative variables', () => {
  it('accepts the variable names that Upstash uses, but prefers KV_REST_API_*', () => {
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

  it('an OPENAI_BASE_URL that is not OpenAI needs no key', () => {
    const vars = { ...required, OPENAI_API_KEY: '' }
    expect(names(problems(vars))).toEqual(['OPENAI_API_KEY'])
    const local = { ...vars, OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }
    expect(parseEnv(local).OPENAI_API_KEY).not.toBe('')
  })

  it('PUBLIC_URL defaults to the Vercel address of the project in production, else of the deployment', () => {
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
    'removes the trailing slash of %s',
    (name) => {
      expect(parseEnv({ ...required, [name]: 'https://x.example/v1/' })).toMatchObject({
        [name]: 'https://x.example/v1',
      })
    },
  )
})

describe('PUBLIC_URLS', () => {
  const withUrls = (PUBLIC_URLS: string) => ({ ...required, PUBLIC_URLS })

  it('is a list of addresses, normalized like PUBLIC_URL', () => {
    expect(parseEnv(withUrls(' HTTPS://Chat.example:443/ ,, http://127.0.0.1:3000')).PUBLIC_URLS).toEqual([
      'https://chat.example',
      'http://127.0.0.1:3000',
    ])
  })

  it('an error gives the number of the invalid address, and does not show it', () => {
    expect(problems(withUrls('https://a.example,hunter2,ftp://b.example'))).toEqual([
      'PUBLIC_URLS has an address that is not an http(s) URL: number 2',
      'PUBLIC_URLS has an address that is not an http(s) URL: number 3',
    ])
  })

  it('has a maximum number of addresses', () => {
    const named = (count: number) => Array.from({ length: count }, (_, i) => `https://h${i}.example`).join()
    expect(problems(withUrls(named(tunables.publicUrlsMax)))).toEqual([])
    expect(problems(withUrls(named(tunables.publicUrlsMax + 1)))).toEqual([
      'PUBLIC_URLS has more than 10 addresses',
    ])
  })

  it.each([
    'https://api.example',
    'http://api.example',
    'https://API.example:443/mounted',
    'https://a.example,https://a.example/',
    'http://a.example,https://a.example',
    'http://a.example,https://a.example:80',
  ])('rejects two addresses of one host: %s', (urls) => {
    expect(problems(withUrls(urls))).toEqual([
      expect.stringMatching(/^PUBLIC_URLS has an address whose host is used twice/),
    ])
  })

  it('accepts two addresses of one host with different ports', () => {
    expect(problems(withUrls('https://api.example:8443,http://api.example:8080'))).toEqual([])
  })
})

describe('MODEL_PRICES', () => {
  const parsed = (value: unknown) =>
    parseEnv({ ...required, MODEL_PRICES: JSON.stringify(value) }).MODEL_PRICES

  it('keeps each amount as the exact decimal given', () => {
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
    ['an amount that is not a number', { m: { input: 'free', output: 1 } }],
    ['an unknown field', { m: { input: 1, output: 1, perCall: 1 } }],
    ['a tier without a limit', { m: { input: 1, output: 1, longContext: { input: 1, output: 1 } } }],
  ])('is rejected with %s, and the error names the model', (_, value) => {
    const [problem, ...more] = problems({ ...required, MODEL_PRICES: JSON.stringify(value) })
    expect(problem).toMatch(/^MODEL_PRICES\.m\b/)
    expect(more).toEqual([])
  })
})

describe('OPENAI_TIMEOUT_SECONDS', () => {
  const secondsOf = (vars: object) => parseEnv({ ...required, ...vars }).OPENAI_TIMEOUT_SECONDS

  it('allows a slow model up to 800 seconds', () => {
    expect(secondsOf({})).toBe(300)
    expect(secondsOf({ OPENAI_TIMEOUT_SECONDS: '800' })).toBe(800)
    for (const wrong of ['0', '801', '1.5', 'soon'])
      expect(names(problems({ ...required, OPENAI_TIMEOUT_SECONDS: wrong }))).toEqual([
        'OPENAI_TIMEOUT_SECONDS',
      ])
  })

  it('is limited to 220 seconds on Vercel, because Vercel stops the worker', () => {
    const vercel = { VERCEL: '1' }
    expect(secondsOf(vercel)).toBe(220)
    expect(secondsOf({ ...vercel, OPENAI_TIMEOUT_SECONDS: '60' })).toBe(60)
    expect(names(problems({ ...required, ...vercel, OPENAI_TIMEOUT_SECONDS: '221' }))).toEqual([
      'OPENAI_TIMEOUT_SECONDS',
    ])
  })
})
