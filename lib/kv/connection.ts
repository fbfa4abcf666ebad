import { Redis } from 'ioredis'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'

/**
 * A connection to Redis that never holds a caller: a command fails at once while there is no connection, and after
 * kvTimeoutMs when no answer comes. It reconnects by itself, for ever. `?family=6` and the like work as in ioredis.
 */
export function openConnection(url: string): Redis {
  const redis = new Redis(url, {
    connectionName: 'gpts-api-server',
    // The same replies as Upstash's REST API gives.
    protocol: 2,
    connectTimeout: tunables.kvConnectMs,
    // A connection that owes an answer for so long is dead, and with it all that wait.
    socketTimeout: tunables.kvTimeoutMs,
    keepAlive: tunables.kvKeepAliveMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (tries) =>
      Math.min(tunables.kvReconnectMsFirst * 2 ** (tries - 1), tunables.kvReconnectMsMax),
    // A server that became a replica: its address leads to the new primary.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    // INFO and CLIENT SETINFO may be closed to this user, and no command waits for them.
    enableReadyCheck: false,
    disableClientInfo: true,
  })
  return reportState(redis)
}

/** Logs the first error of an outage, and its end. */
function reportState(redis: Redis): Redis {
  let isDown = false
  redis.on('error', (error: Error & { code?: string }) => {
    if (isDown) return
    isDown = true
    // Redis' own errors begin with their code, as WRONGPASS does.
    log('warn', 'kv.disconnected', { code: error.code ?? /^[A-Z]+\b/.exec(error.message)?.[0] })
  })
  redis.on('ready', () => {
    if (isDown) log('info', 'kv.connected')
    isDown = false
  })
  return redis
}

/** Resolves when the first try to connect has ended, or after kvTimeoutMs: for the first commands of a process. */
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
