import { type Emulator, listen } from '../http.ts'
import { Deliverer } from './delivery.ts'
import { Dispatcher } from './dispatcher.ts'
import { createApiServer, type Route } from './http.ts'
import { type LogEntry, Logs, logsRoute } from './logs.ts'
import { batchRoute, publishRoute } from './publish.ts'
import { Schedules, schedulesRoute } from './schedules.ts'
import { Store } from './store.ts'
import type { Hooks, Message } from './types.ts'

export type QStashOptions = {
  /** 0 chooses a free port. */
  port: number
  token: string
  currentSigningKey: string
  nextSigningKey: string
  /** Cron expressions may start with a field for seconds. */
  cronsWithSeconds?: boolean
  /** The journal that keeps all state over a restart or a SIGKILL. Without it state is only in memory. */
  dataFile?: string
  hooks?: Hooks
}

export type QStashServer = Emulator & {
  /** The pending messages: waiting, in flight or between retries. */
  messages: () => Message[]
  /** The last log entries, newest first. */
  logs: () => LogEntry[]
}

/**
 * Starts an emulator of the part of QStash's HTTP API v2 that this server uses: publishing one message or a batch, signed
 * at-least-once delivery with retries, schedules, keys and logs. With `dataFile`, a publish that got 201 survives a
 * SIGKILL. Rejects if the port is in use.
 */
export async function startQStash(options: QStashOptions): Promise<QStashServer> {
  let service: Service | undefined
  const server = createApiServer({
    token: options.token,
    route: (resource) => service?.routes.get(resource),
    flushed: async () => service?.store.flushed(),
  })
  const emulator = await listen(server, options.port, () => service?.close())
  try {
    // Only after the port is bound, since the owner of the port also owns the journal.
    const started = new Service(options)
    service = started
    started.resume()
    return {
      ...emulator,
      messages: () => started.dispatcher.pending(),
      logs: () => started.logs.latest(),
    }
  } catch (error) {
    await emulator.close()
    throw error
  }
}

/** The connected parts of one emulator. */
class Service {
  readonly store: Store
  readonly dispatcher: Dispatcher
  readonly logs = new Logs()
  readonly routes: Map<string, Route>
  readonly #deliverer: Deliverer
  readonly #schedules: Schedules

  constructor(options: QStashOptions) {
    const { currentSigningKey: current, nextSigningKey: next } = options
    const { dataFile, hooks = {}, cronsWithSeconds: withSeconds = false } = options
    this.store = new Store(dataFile)
    this.#deliverer = new Deliverer(current)
    this.dispatcher = new Dispatcher({
      store: this.store,
      logs: this.logs,
      deliverer: this.#deliverer,
      hooks,
    })
    this.#schedules = new Schedules({
      table: this.store.schedules,
      dispatcher: this.dispatcher,
      withSeconds,
    })
    this.routes = new Map<string, Route>([
      ['publish', (call) => publishRoute(this.dispatcher, call)],
      ['batch', (call) => batchRoute(this.dispatcher, call)],
      ['schedules', (call) => schedulesRoute(this.#schedules, call)],
      ['events', (call) => logsRoute(this.logs, call)],
      ['logs', (call) => logsRoute(this.logs, call)],
      ['keys', () => ({ status: 200, body: { current, next } })],
    ])
  }

  resume(): void {
    this.dispatcher.resumeAll()
    this.#schedules.resumeAll()
  }

  close(): void {
    this.#schedules.close()
    this.dispatcher.close()
    this.#deliverer.close()
    this.store.close()
  }
}
