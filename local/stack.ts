import { join } from 'node:path'
import { Client as Postgres } from 'pg'
import { startNeonProxy } from '#emulators/neon/server'
import { startQStash } from '#emulators/qstash/server'
import { startUpstash } from '#emulators/upstash/server'
import { chosenQueue } from '#lib/env'
import { setUpSchedules } from '#lib/queue/schedules'
import { demoModel, startDemoModel } from './model.ts'
import { freePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import type { Secrets } from './secrets.ts'

type Vars = Record<string, string | undefined>

export type Stack = {
  /** What the server needs to know to use the stand-ins, under the names it knows the services by. */
  vars: Record<string, string>
  /** What each service is, for the person who started it. */
  services: { name: string; text: string }[]
  notices: string[]
  close(): Promise<void>
}

type Options = {
  /** What is configured; a service that is gets no stand-in. */
  vars: Vars
  secrets: Secrets
  /** Where the stand-ins keep their data. */
  dataDir: string
  /** The first port to try for the stand-ins. */
  portBase: number
  /** Where the stand-in queue delivers to. */
  appUrl: string
  database?: string
}

/** Starts a stand-in for every service that is not configured, each on 127.0.0.1 and with its data in `dataDir`. */
export async function startStack(options: Options): Promise<Stack> {
  const stack = new Parts()
  const ports = new Set<number>()
  const port = (index: number) => freePort(options.portBase + index, ports)
  try {
    await addDatabase(stack, options, port)
    await addKv(stack, options, port)
    await addQueue(stack, options, port)
    await addModel(stack, options, port)
    addWebhooks(stack, options)
  } catch (error) {
    await stack.close()
    throw error
  }
  const { vars, services, notices } = stack
  return { vars, services, notices, close: () => stack.close() }
}

/** Collects what was started, to be closed in the opposite order. */
class Parts {
  vars: Record<string, string> = {}
  services: Stack['services'] = []
  notices: string[] = []
  #closers: (() => Promise<void>)[] = []

  add(part: { close(): Promise<void>; notice?: string }): void {
    this.#closers.unshift(() => part.close())
    if (part.notice) this.notices.push(part.notice)
  }

  describe(name: string, text: string): void {
    this.services.push({ name, text })
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close()
  }
}

function parseUrl(name: string, text: string): URL {
  if (!URL.canParse(text)) throw new Error(`${name} is not a URL.`)
  return new URL(text)
}

type NextPort = (index: number) => Promise<number>

async function addDatabase(stack: Parts, options: Options, port: NextPort): Promise<void> {
  const { vars, dataDir, database = 'gpts' } = options
  if (vars.DATABASE_URL) {
    const { hostname, port: pgPort } = parseUrl('DATABASE_URL', vars.DATABASE_URL)
    const isPlain = ['localhost', '127.0.0.1'].includes(hostname) && !vars.NEON_PROXY_URL
    if (!isPlain) return stack.describe('Postgres', hostname)
    // The driver speaks Neon's protocol, which a plain PostgreSQL does not.
    const proxy = await startNeonProxy({
      port: await port(1),
      pgHost: hostname,
      pgPort: Number(pgPort) || 5432,
    })
    stack.add(proxy)
    stack.vars.NEON_PROXY_URL = proxy.url
    return stack.describe('Postgres', `${hostname}, through a local Neon proxy`)
  }
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), port: await port(0) })
  stack.add(postgres)
  await createDatabase(postgres.url('postgres'), database)
  const proxy = await startNeonProxy({ port: await port(1), pgHost: postgres.host, pgPort: postgres.port })
  stack.add(proxy)
  Object.assign(stack.vars, { DATABASE_URL: postgres.url(database), NEON_PROXY_URL: proxy.url })
  stack.describe('Postgres', `local, in ${dataDir}`)
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Postgres({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function addKv(stack: Parts, { vars, secrets, dataDir }: Options, port: NextPort): Promise<void> {
  const configured = vars.KV_REST_API_URL || vars.UPSTASH_REDIS_REST_URL
  if (configured) return stack.describe('Redis', parseUrl('KV_REST_API_URL', configured).hostname)
  const kv = await startUpstash({
    port: await port(2),
    token: secrets.kvToken,
    readOnlyToken: secrets.kvReadOnlyToken,
    ...(vars.LOCAL_REDIS_URL
      ? { redisUrl: vars.LOCAL_REDIS_URL }
      : { snapshotFile: join(dataDir, 'redis.snapshot') }),
  })
  stack.add(kv)
  Object.assign(stack.vars, {
    KV_REST_API_URL: kv.url,
    KV_REST_API_TOKEN: secrets.kvToken,
    KV_REST_API_READ_ONLY_TOKEN: secrets.kvReadOnlyToken,
  })
  stack.describe('Redis', vars.LOCAL_REDIS_URL ? `local, over ${vars.LOCAL_REDIS_URL}` : 'local')
}

async function addQueue(
  stack: Parts,
  { vars, secrets, dataDir, appUrl }: Options,
  port: NextPort,
): Promise<void> {
  if (chosenQueue(vars) === 'inngest') return describeInngest(stack, vars)
  if (vars.QSTASH_TOKEN) {
    if (!vars.PUBLIC_URL)
      stack.notices.push('QStash cannot reach this machine: set PUBLIC_URL to a tunnel to it.')
    const { hostname } = parseUrl('QSTASH_URL', vars.QSTASH_URL || 'https://qstash.upstash.io')
    return stack.describe('QStash', hostname)
  }
  const queue = await startQStash({
    port: await port(3),
    token: secrets.qstashToken,
    currentSigningKey: secrets.qstashCurrentSigningKey,
    nextSigningKey: secrets.qstashNextSigningKey,
    dataFile: join(dataDir, 'qstash.jsonl'),
  })
  stack.add(queue)
  Object.assign(stack.vars, {
    QSTASH_URL: queue.url,
    QSTASH_TOKEN: secrets.qstashToken,
    QSTASH_CURRENT_SIGNING_KEY: secrets.qstashCurrentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: secrets.qstashNextSigningKey,
    // It delivers to this machine, whatever address the outside knows.
    PUBLIC_URL: appUrl,
  })
  await setUpSchedules({ url: queue.url, token: secrets.qstashToken }, appUrl)
  stack.describe('QStash', 'local')
}

/** Inngest has no stand-in: its own server runs anywhere, and signs its calls when it is started with a key. */
function describeInngest(stack: Parts, vars: Vars): void {
  const { INNGEST_BASE_URL, PUBLIC_URL } = vars
  if (!INNGEST_BASE_URL && !PUBLIC_URL)
    stack.notices.push('Inngest’s cloud cannot reach this machine: set PUBLIC_URL to a tunnel to it.')
  stack.notices.push(
    'Inngest learns of this server by `npm run schedules`, once and after each change of a worker.',
  )
  stack.describe('Inngest', parseUrl('INNGEST_BASE_URL', INNGEST_BASE_URL || 'https://api.inngest.com').host)
}

async function addModel(stack: Parts, { vars }: Options, port: NextPort): Promise<void> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = vars
  if (OPENAI_API_KEY || OPENAI_BASE_URL) {
    const { hostname } = parseUrl('OPENAI_BASE_URL', OPENAI_BASE_URL || 'https://api.openai.com')
    return stack.describe('Model', [OPENAI_MODEL, hostname].filter(Boolean).join(' at '))
  }
  const model = await startDemoModel(await port(4))
  stack.add(model)
  Object.assign(stack.vars, { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'demo', OPENAI_MODEL: demoModel })
  stack.describe('Model', 'demo: it repeats what you say. Set OPENAI_API_KEY for real answers')
}

/** Webhooks are signed, and may go to receivers on this machine. */
function addWebhooks(stack: Parts, { vars, secrets, dataDir }: Options): void {
  stack.vars.WEBHOOK_ALLOW_PRIVATE = vars.WEBHOOK_ALLOW_PRIVATE || 'true'
  stack.vars.WEBHOOK_SECRET = vars.WEBHOOK_SECRET || secrets.webhookSecret
  const whose = vars.WEBHOOK_SECRET ? 'WEBHOOK_SECRET' : `the secret in ${join(dataDir, 'secrets.json')}`
  stack.describe('Webhooks', `signed with ${whose}`)
}
