import { join } from 'node:path'
import { createDatabase } from './database.ts'
import { hostOf, type OnPort, Parts, type Stack, type StackOptions } from './parts.ts'
import { onFreePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { addQueue } from './queue.ts'
import { startRedis } from './redis.ts'

export type { Stack, StackOptions } from './parts.ts'

/**
 * Starts a local service for each service that is not configured, on 127.0.0.1 with its data in `dataDir`. Only the code
 * of those that start is loaded.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stack = new Parts()
  const ports = new Set<number>()
  const onPort: OnPort = (index, start) => onFreePort(options.portBase + index, ports, start)
  try {
    await addDatabase(stack, options, onPort)
    await addKv(stack, options, onPort)
    await addQueue(stack, options, onPort)
    await addModel(stack, options, onPort)
    addWebhooks(stack, options)
  } catch (error) {
    await stack.close()
    throw error
  }
  const { vars, services, notices } = stack
  return { vars, services, notices, close: () => stack.close() }
}

async function addDatabase(stack: Parts, options: StackOptions, onPort: OnPort): Promise<void> {
  const { vars, dataDir, database = 'gpts', hosted } = options
  let url = vars.DATABASE_URL
  if (url) stack.describe('Postgres', hostOf('DATABASE_URL', url))
  else {
    const postgres = await onPort(0, (port) => startPostgres({ dataDir: join(dataDir, 'postgres'), port }))
    stack.add(postgres)
    await createDatabase(postgres.url('postgres'), database)
    url = postgres.url(database)
    stack.vars.DATABASE_URL = url
    stack.describe('Postgres', `embedded, in ${dataDir}`)
  }
  const { hostname, port: pgPort } = new URL(url)
  const isLocal = ['localhost', '127.0.0.1'].includes(hostname)
  if (!hosted || vars.NEON_PROXY_URL || !isLocal) return
  const { startNeonProxy } = await import('#emulators/neon/server')
  const proxy = await onPort(1, (port) =>
    startNeonProxy({ port, pgHost: hostname, pgPort: Number(pgPort) || 5432 }),
  )
  stack.add(proxy)
  stack.vars.NEON_PROXY_URL = proxy.url
  stack.describe('Neon', 'emulator, in front of Postgres')
}

async function addKv(stack: Parts, options: StackOptions, onPort: OnPort): Promise<void> {
  const { vars, secrets, hosted } = options
  const rest = vars.KV_REST_API_URL || vars.UPSTASH_REDIS_REST_URL
  if (rest) return stack.describe('Redis', hostOf('KV_REST_API_URL', rest))
  if (vars.REDIS_URL) return stack.describe('Redis', hostOf('REDIS_URL', vars.REDIS_URL))
  const redisUrl = vars.LOCAL_REDIS_URL || (await addRedis(stack, options, onPort))
  stack.describe('Redis', vars.LOCAL_REDIS_URL || 'embedded')
  if (!hosted) {
    stack.vars.REDIS_URL = redisUrl
    return
  }
  const { startUpstash } = await import('#emulators/upstash/server')
  const upstash = await onPort(5, (port) =>
    startUpstash({ port, token: secrets.kvToken, readOnlyToken: secrets.kvReadOnlyToken, redisUrl }),
  )
  stack.add(upstash)
  Object.assign(stack.vars, {
    KV_REST_API_URL: upstash.url,
    KV_REST_API_TOKEN: secrets.kvToken,
    KV_REST_API_READ_ONLY_TOKEN: secrets.kvReadOnlyToken,
  })
  stack.describe('Upstash', 'emulator, in front of Redis')
}

async function addRedis(stack: Parts, { secrets, dataDir }: StackOptions, onPort: OnPort): Promise<string> {
  const snapshotFile = join(dataDir, 'redis.snapshot')
  const redis = await onPort(2, (port) => startRedis({ port, password: secrets.kvToken, snapshotFile }))
  stack.add(redis)
  return redis.url
}

async function addModel(stack: Parts, { vars }: StackOptions, onPort: OnPort): Promise<void> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, MODEL_PROVIDERS, MODEL_PROVIDERS_FILE } = vars
  const providers = MODEL_PROVIDERS ? 'MODEL_PROVIDERS' : MODEL_PROVIDERS_FILE
  if (providers && !OPENAI_API_KEY && !OPENAI_BASE_URL)
    return stack.describe('Model', `${OPENAI_MODEL || 'the first'} of ${providers}`)
  if (OPENAI_API_KEY || OPENAI_BASE_URL) {
    const host = hostOf('OPENAI_BASE_URL', OPENAI_BASE_URL || 'https://api.openai.com')
    return stack.describe('Model', [OPENAI_MODEL, host].filter(Boolean).join(' at '))
  }
  const { demoModel, startDemoModel } = await import('./model.ts')
  const model = await onPort(4, startDemoModel)
  stack.add(model)
  Object.assign(stack.vars, { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'demo', OPENAI_MODEL: demoModel })
  // A price of 0, so that budgets in dollars work with the demo model.
  stack.vars.MODEL_PRICES ||= JSON.stringify({ [demoModel]: { input: '0', output: '0' } })
  stack.describe('Model', 'demo: it repeats what you say. Set OPENAI_API_KEY for real answers')
}

/** Webhooks are signed, and can go to receivers on this machine. */
function addWebhooks(stack: Parts, { vars, secrets, dataDir }: StackOptions): void {
  stack.vars.WEBHOOK_ALLOW_PRIVATE = vars.WEBHOOK_ALLOW_PRIVATE || 'true'
  stack.vars.WEBHOOK_SECRET = vars.WEBHOOK_SECRET || secrets.webhookSecret
  const secretSource = vars.WEBHOOK_SECRET
    ? 'WEBHOOK_SECRET'
    : `the secret in ${join(dataDir, 'secrets.json')}`
  stack.describe('Webhooks', `signed with ${secretSource}`)
}
