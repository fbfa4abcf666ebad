import { checkDatabase } from '#lib/db/check'
import { connectionConfig } from '#lib/db/connection'
import { databaseAddressOf } from '#lib/db/explain'
import type { Env } from '#lib/env'
import { checkRedis, checkUpstash, redisAddressOf } from '#lib/kv/check'
import { checkModel, type ModelCheck } from '#lib/models/check'
import { findModel, isDefault, providers } from '#lib/models/providers'
import { tunables } from '#lib/tunables'

/**
 * Checks at startup that the configured database and KV can be used, or throws ServiceProblem. Returns notices for the
 * administrator, also about models that cannot be used, because the server starts without KV and models.
 */
export async function checkServices(config: Env): Promise<string[]> {
  await checkDatabase(config)
  const [kv, model] = await Promise.all([checkKv(config), checkModel(config)])
  return [...(kv ? [kv] : []), ...noticesOf(model)]
}

function checkKv(config: Env): Promise<string | undefined> {
  switch (config.KV) {
    case 'redis':
      return checkRedis(config.REDIS_URL)
    case 'upstash':
      return checkUpstash(config)
  }
}

/** Returns a line for each provider with a problem. */
function noticesOf({ providers, ...check }: ModelCheck): string[] {
  const checks = providers ? Object.entries(providers) : [['', check] as const]
  return checks.flatMap(([name, found]) =>
    found.status === 'ok' ? [] : [`${name ? `Provider ${name}` : 'Model'}: ${found.reason}`],
  )
}

/** Returns one line for the default model, and one for each provider of MODEL_PROVIDERS, without secrets. */
export function describeModels(config: Env): string[] {
  const { id, provider } = findModel(config.OPENAI_MODEL, config)!
  const others = providers(config).filter((other) => !isDefault(other))
  return [
    `Model: ${id} at ${new URL(provider.baseUrl).host}`,
    ...others.map(({ name, baseUrl, models }) => {
      const which = models ? models.join(', ') : 'any model'
      return `Provider ${name}: ${which}, at ${new URL(baseUrl).host}`
    }),
  ]
}

/** Returns one line each for the database, KV and queue, with the adapter and its address, without secrets. */
export function describeAdapters(config: Env): string[] {
  return [
    `Database: ${describeDatabase(config)}`,
    `KV: ${describeKv(config)}`,
    `Queue: ${describeQueue(config)}`,
  ]
}

/** Returns one line with all addresses of the server, if there are several. */
export const describeAddresses = ({ PUBLIC_URL, PUBLIC_URLS }: Env): string[] =>
  PUBLIC_URLS.length > 0 ? [`Addresses: ${[PUBLIC_URL, ...PUBLIC_URLS].join(', ')}`] : []

function describeDatabase(config: Env): string {
  const { DATABASE_URL, NEON_PROXY_URL, DATABASE_POOL_SIZE = tunables.databasePoolSize } = config
  const place = databaseAddressOf(DATABASE_URL)
  if (config.DATABASE === 'neon')
    return `Neon over HTTP, at ${NEON_PROXY_URL ? `${NEON_PROXY_URL} for ${place}` : place}`
  const { database = '' } = connectionConfig(DATABASE_URL)
  return `PostgreSQL at ${place}${database && `, database ${database}`}, up to ${DATABASE_POOL_SIZE} connections a process`
}

function describeKv(config: Env): string {
  switch (config.KV) {
    case 'redis':
      return describeRedis(config.REDIS_URL)
    case 'upstash':
      return `Upstash over HTTP, at ${new URL(config.KV_REST_API_URL).host}`
  }
}

function describeRedis(url: string): string {
  const { protocol, pathname } = new URL(url)
  const tls = protocol === 'rediss:' ? ' with TLS' : ''
  return `Redis at ${redisAddressOf(url)}${tls}, database ${pathname.slice(1) || 0}`
}

function describeQueue(config: Env): string {
  switch (config.QUEUE) {
    case 'postgres':
      return 'PostgreSQL itself'
    case 'qstash':
      return `QStash at ${new URL(config.QSTASH_URL).host}, which calls ${config.PUBLIC_URL}`
    case 'inngest':
      return `Inngest at ${new URL(config.INNGEST_BASE_URL ?? 'https://api.inngest.com').host}, which calls ${config.PUBLIC_URL}`
  }
}
