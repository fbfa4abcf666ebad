import { Redis } from 'ioredis'
import { ServiceProblem } from '#lib/service-problem'
import { tunables } from '#lib/tunables'

const oldestVersion = [6, 2] as const

/** Returns the host and port of an address, without its password. */
export function redisAddressOf(url: string): string {
  const { hostname, port } = new URL(url)
  return `${hostname || 'localhost'}:${port || 6379}`
}

/**
 * Checks at startup that this server can use the Redis at REDIS_URL, or throws ServiceProblem. The server also works
 * without KV, only slower. So an outage is not an error: the function returns a notice for the log.
 */
export async function checkRedis(url: string): Promise<string | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    protocol: 2,
    connectTimeout: tunables.kvConnectMs,
    socketTimeout: tunables.kvConnectMs,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    disableClientInfo: true,
  })
  // The `error` event has the cause of a failure. `connect` only reports that the connection is closed.
  const errors: Error[] = []
  redis.on('error', (error: Error) => errors.push(error))
  const place = redisAddressOf(url)
  try {
    await redis.connect()
    await redis.ping()
    if (errors[0]) throw errors[0]
    checkInfo(await readInfo(redis), place)
    return undefined
  } catch (error) {
    if (error instanceof ServiceProblem) throw error
    return explain(errors[0] ?? (error as Error), place)
  } finally {
    redis.disconnect()
  }
}

type Upstash = { KV_REST_API_URL: string; KV_REST_API_TOKEN: string }

/** The same check for Upstash. The token must have write access. */
export async function checkUpstash({ KV_REST_API_URL: url, KV_REST_API_TOKEN: token }: Upstash) {
  const { host } = new URL(url)
  const answer = await fetch(`${url}/set/health/1/ex/${tunables.healthKeySeconds}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(tunables.kvConnectMs),
  }).catch((error: Error) => error)
  if (answer instanceof Error)
    return `KV_REST_API_URL: the KV at ${host} does not answer. The server starts without it and keeps retrying.`
  if (answer.ok) return undefined
  const text = await answer.text()
  if (answer.status === 401 || /WRONGPASS|NOPERM/.test(text))
    throw new ServiceProblem(
      `KV_REST_API_TOKEN: the KV at ${host} does not allow writes with this token. Use the standard token, not the read-only token.`,
    )
  return `KV_REST_API_URL: the KV at ${host} answers with status ${answer.status}. The server starts without it.`
}

/** Returns an empty string when this user may not run INFO. */
async function readInfo(redis: Redis): Promise<string> {
  return redis.info('server').catch((error: Error) => {
    if (/NOPERM|unknown command/i.test(error.message)) return ''
    throw error
  })
}

function checkInfo(info: string, place: string): void {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
  const version = field('redis_version')
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestVersion
  if (version && (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)))
    throw new ServiceProblem(
      `REDIS_URL: the Redis at ${place} is version ${version}, and this server needs Redis 6.2, Valkey 7.2 or newer.`,
    )
  const mode = field('redis_mode')
  if (mode === 'cluster' || mode === 'sentinel')
    throw new ServiceProblem(
      `REDIS_URL: the Redis at ${place} is in ${mode} mode, which this server does not support. Use the address of a standalone Redis.`,
    )
}

/** Returns a notice for an outage that may end by itself. Throws ServiceProblem for a wrong configuration. */
function explain(error: Error & { code?: string }, place: string): string {
  const { code, message } = error
  const retry = 'The server starts without it and keeps retrying.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `REDIS_URL: the host of ${place} is unknown. ${retry}`
  if (/^(WRONGPASS|NOAUTH|ERR (invalid password|AUTH))/.test(message))
    throw new ServiceProblem(
      `REDIS_URL: the Redis at ${place} does not accept the user or the password. Correct them in the address.`,
    )
  if (/DB index is out of range/.test(message))
    throw new ServiceProblem(
      `REDIS_URL: the Redis at ${place} has no database with this number. Correct the number at the end of the address.`,
    )
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code ?? ''))
    throw new ServiceProblem(
      `REDIS_URL: the certificate of ${place} cannot be verified (${message}). Set NODE_EXTRA_CA_CERTS=<file> to the certificate of its authority.`,
    )
  return `REDIS_URL: the Redis at ${place} does not answer (${code ?? message}). ${retry}`
}
