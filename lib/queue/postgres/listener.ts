import pg from 'pg'
import { connectionConfig, socketOf } from '#lib/db/connection'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'

export type Listener = { close(): Promise<void> }

type Options = {
  /** A direct address, because a transaction pooler does not forward notifications. */
  url: string
  channel: string
  onNotification(payload: string): void
  /** Called after every new connection: notifications may have been lost before it. */
  onConnect(): void
  /** The time between two probes of the connection. Default: tunables.listenerProbeMs. */
  probeMs?: number
  /** The time limit of a probe. Default: tunables.listenerProbeTimeoutMs. */
  probeTimeoutMs?: number
}

/**
 * Listens to a channel on its own connection until it is closed. It reconnects when the connection ends or the server
 * no longer answers on it.
 */
export function listenTo(options: Options): Listener {
  const { probeMs = tunables.listenerProbeMs, probeTimeoutMs = tunables.listenerProbeTimeoutMs } = options
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let failures = 0

  async function connect(): Promise<void> {
    const own = new pg.Client(connectionConfig(options.url))
    client = own
    own.on('error', (error) => lose(own, error))
    own.on('end', () => lose(own))
    own.on('notification', ({ payload = '' }) => options.onNotification(payload))
    try {
      await own.connect()
      await own.query(`listen ${pg.escapeIdentifier(options.channel)}`)
    } catch (error) {
      return lose(own, error)
    }
    if (isClosed) return
    if (failures > 0) log('info', 'queue.listening')
    failures = 0
    options.onConnect()
    timer = setTimeout(() => probe(own), probeMs)
  }

  async function probe(own: pg.Client): Promise<void> {
    try {
      await within(own.query('select 1'), probeTimeoutMs)
      if (own === client) timer = setTimeout(() => probe(own), probeMs)
    } catch (error) {
      lose(own, error)
    }
  }

  function lose(own: pg.Client, error?: unknown): void {
    if (own !== client || isClosed) return
    client = undefined
    clearTimeout(timer)
    cutOff(own)
    failures += 1
    if (failures === 1) log('warn', 'queue.not_listening', error === undefined ? {} : errorFields(error))
    timer = setTimeout(connect, pauseMs(failures))
  }

  void connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      const own = client
      if (own) await within(own.end(), probeTimeoutMs).catch(() => cutOff(own))
    },
  }
}

/** Doubles the pause with every failure. The random part spreads the reconnects of several processes. */
function pauseMs(failures: number): number {
  const { listenerPauseMsFirst, listenerPauseMsMax } = tunables
  return Math.min(listenerPauseMsFirst * 2 ** (failures - 1), listenerPauseMsMax) * (0.5 + Math.random() / 2)
}

/** Destroys the socket without a message to the server, which may not answer. */
function cutOff(client: pg.Client): void {
  client.on('error', () => {})
  socketOf(client).destroy()
}

async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  const { promise: timedOut, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('The server does not answer.')), ms)
  await Promise.race([promise, timedOut]).finally(() => clearTimeout(timer))
}
