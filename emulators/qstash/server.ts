import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connectionsMax, Deliverer } from './delivery.ts'
import { Dispatcher } from './dispatcher.ts'
import { Dlq, dlqRoute } from './dlq.ts'
import { FlowControl, flowControlRoute } from './flow-control.ts'
import { createFront, type Route } from './http.ts'
import { keysRoute, SigningKeys } from './keys.ts'
import { type LogEntry, Logs, logsRoute } from './logs.ts'
import { batchRoute, enqueueRoute, messagesRoute, publishRoute } from './messages.ts'
import { Publisher } from './publisher.ts'
import { Queues, queuesRoute } from './queues.ts'
import { Schedules, schedulesRoute } from './schedules.ts'
import { Store } from './store.ts'
import { Topics, topicsRoute } from './topics.ts'
import type { DlqEntry, Hooks, Message } from './types.ts'

export type QStashOptions = {
  /** 0 takes a free port. */
  port: number
  host?: string
  token: string
  currentSigningKey: string
  nextSigningKey: string
  /** Multiplies delays, retry waits and rate periods; below 1, crons may have a seconds field. Default 1. */
  timeScale?: number
  /** Journal that carries all state over a restart or a SIGKILL; without it state is in memory only. */
  dataFile?: string
  hooks?: Hooks
}

export type QStashServer = {
  url: string
  port: number
  /** The pending messages: waiting, queued, in flight or between retries. */
  messages: () => Message[]
  /** The dead letters, oldest first. */
  dlq: () => DlqEntry[]
  /** The last log entries (at most 1000), newest first. */
  logs: () => LogEntry[]
  /** Stops taking requests, aborts deliveries (their messages stay pending) and writes the journal out. */
  close: () => Promise<void>
}

/**
 * Starts a server that speaks the QStash HTTP API v2 as `@upstash/qstash` uses it: signed at-least-once
 * delivery with retries, queues, flow control, schedules, URL groups, callbacks and a dead-letter queue.
 * A publish that was answered 201 survives a SIGKILL when `dataFile` is set. Rejects when the port is taken.
 */
export async function startQStash(options: QStashOptions): Promise<QStashServer> {
  const routes = new Map<string, Route>()
  let flushed = () => Promise.resolve()
  const server = createFront({
    token: options.token,
    route: (resource) => routes.get(resource),
    flushed: () => flushed(),
  })
  const host = options.host ?? '127.0.0.1'
  server.listen(options.port, host)
  await once(server, 'listening')
  try {
    const service = new Service(options)
    for (const [resource, route] of Object.entries(service.routes())) routes.set(resource, route)
    flushed = () => service.store.flushed()
    service.resume()
    return handle(server, service, host)
  } catch (error) {
    await stop(server)
    throw error
  }
}

function handle(server: Server, service: Service, host: string): QStashServer {
  const { port } = server.address() as AddressInfo
  let closing: Promise<void> | undefined
  const close = async () => {
    await stop(server)
    service.close()
  }
  return {
    url: `http://${host}:${port}`,
    port,
    messages: () => service.dispatcher.pending(),
    dlq: () => service.dlq.list(),
    logs: () => service.logs.page(new URLSearchParams()).events,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** The parts of one server, wired together. */
class Service {
  readonly store: Store
  readonly dispatcher: Dispatcher
  readonly dlq: Dlq
  readonly logs = new Logs()
  readonly #keys: SigningKeys
  readonly #deliverer: Deliverer
  readonly #queues: Queues
  readonly #flows: FlowControl
  readonly #topics: Topics
  readonly #publisher: Publisher
  readonly #schedules: Schedules

  constructor(options: QStashOptions) {
    const { timeScale = 1, hooks = {} } = options
    this.store = new Store(options.dataFile)
    this.dlq = new Dlq(this.store.dlq)
    this.#keys = new SigningKeys(options.currentSigningKey, options.nextSigningKey)
    this.#deliverer = new Deliverer(this.#keys)
    this.#queues = new Queues(this.store.queues)
    this.#flows = new FlowControl(this.store.flows, timeScale)
    this.#topics = new Topics(this.store.topics)
    this.dispatcher = new Dispatcher({
      store: this.store,
      logs: this.logs,
      dlq: this.dlq,
      queues: this.#queues,
      flows: this.#flows,
      deliverer: this.#deliverer,
      timeScale,
      hooks,
      onFinished: (message, delivered) => this.#schedules.noteFinished(message, delivered),
    })
    this.#publisher = new Publisher(this.dispatcher, this.#topics, this.store.dedup)
    this.#schedules = new Schedules({
      table: this.store.schedules,
      publisher: this.#publisher,
      dispatcher: this.dispatcher,
      seconds: timeScale < 1,
    })
  }

  resume(): void {
    this.dispatcher.resumeAll()
    this.#schedules.resumeAll()
  }

  routes(): Record<string, Route> {
    return {
      publish: (call) => publishRoute(this.#publisher, call),
      enqueue: (call) => enqueueRoute(this.#publisher, call),
      batch: (call) => batchRoute(this.#publisher, call),
      messages: (call) => messagesRoute(this.dispatcher, call),
      dlq: (call) => dlqRoute(this.dlq, this.dispatcher, call),
      queues: (call) => queuesRoute(this.#queues, this.dispatcher, call),
      flowControl: (call) => flowControlRoute(this.#flows, call),
      globalParallelism: () => this.#globalParallelism(),
      schedules: (call) => schedulesRoute(this.#schedules, call),
      topics: (call) => topicsRoute(this.#topics, call),
      events: (call) => logsRoute(this.logs, call),
      logs: (call) => logsRoute(this.logs, call),
      keys: (call) => keysRoute(this.#keys, call),
    }
  }

  close(): void {
    this.#schedules.close()
    this.dispatcher.close()
    this.#queues.close()
    this.#flows.close()
    this.#deliverer.close()
    this.store.close()
  }

  #globalParallelism() {
    const body = { parallelismMax: connectionsMax, parallelismCount: this.dispatcher.inFlight }
    return { status: 200, body }
  }
}
