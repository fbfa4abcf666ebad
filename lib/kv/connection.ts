import { Redis } from 'ioredis'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'

/**
 * Opens a connection to Redis that never blocks a caller for long: a command fails at once while disconnected, and
 * after kvTimeoutMs without a reply. It reconnects by itself, without a limit. The URL takes ioredis options such as
 * `?family=6`.
 */
export function openConnection(url: string): Redis {
  const redis = new Redis(url, {
    connectionName: 'gpts-api-server',
    // RESP2 gives the same replies as Upstash's REST API.
    protocol: 2,
    connectTimeout: tunables.kvConnectMs,
    // A connection without a reply for this long is dead. All its waiting commands fail with it.
    socketTimeout: tunables.kvTimeoutMs,
    keepAlive: tunables.kvKeepAliveMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (tries) =>
      Math.min(tunables.kvReconnectMsFirst * 2 ** (tries - 1), tunables.kvReconnectMsMax),
    // The server became a replica. After a reconnect, the address resolves to the new primary.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    // This user may lack permission for INFO and CLIENT SETINFO, and no command needs to wait for them.
    enableReadyCheck: false,
    disableClientInfo: true,
  })
  return reportState(redis)
}

/** Logs the first error of an outage, and the end of the outage. */
function reportState(redis: Redis): Redis {
  let isDown = false
  redis.on('error', (error: Error & { code?: string }) => {
    if (isDown) return
    isDown = true
    // Redis's own errors begin with a code such as WRONGPASS.
    log('warn', 'kv.disconnected', { code: error.code ?? /^[A-Z]+\b/.exec(error.message)?.[0] })
  })
  redis.on('ready', () => {
    if (isDown) log('info', 'kv.connected')
    isDown = false
  })
  return redis
}

/** Resolves when the first connection attempt ends, or after kvTimeoutMs. A process's first commands wait for it. */
export function firstConnect(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, tunables.kvTimeoutMs)
    const settle = () => {
      clearTimeout(timer)
      resolve()
    }
    redis.once('ready', settle)
    redis.once('close', settle)
  })
}
