import type { Dispatcher } from './dispatcher.ts'
import { badRequest, notFound } from './errors.ts'
import { Gate } from './gate.ts'
import type { Call, Reply } from './http.ts'
import type { Table } from './store.ts'
import type { QueueConfig } from './types.ts'

/** The queues: FIFO with a parallelism, one gate each. A message holds its place until it has ended. */
export class Queues {
  readonly #configs: Table<QueueConfig>
  readonly #gates = new Map<string, Gate>()

  constructor(configs: Table<QueueConfig>) {
    this.#configs = configs
  }

  /** The queue's gate; an unknown queue comes into being with parallelism 1. */
  gate(name: string): Gate {
    const known = this.#gates.get(name)
    if (known) return known
    const config = this.#configs.get(name) ?? this.upsert(name, {})
    const gate = new Gate({ parallelism: config.parallelism, rate: Infinity, periodMs: 1000 })
    if (config.paused) gate.pause()
    this.#gates.set(name, gate)
    return gate
  }

  leave(name: string, messageId: string): void {
    this.#gates.get(name)?.leave(messageId)
  }

  upsert(name: string, change: { parallelism?: number; paused?: boolean }): QueueConfig {
    const now = Date.now()
    const before = this.#configs.get(name) ?? { name, parallelism: 1, paused: false, createdAt: now }
    const config = { ...before, ...change, updatedAt: now }
    this.#configs.set(name, config)
    const gate = this.#gates.get(name)
    if (!gate) return config
    gate.limits = { ...gate.limits, parallelism: config.parallelism }
    if (config.paused) gate.pause()
    else gate.resume()
    return config
  }

  list(): QueueConfig[] {
    return this.#configs.values()
  }

  get(name: string): QueueConfig | undefined {
    return this.#configs.get(name)
  }

  delete(name: string): void {
    this.#configs.delete(name)
    this.#gates.get(name)?.close()
    this.#gates.delete(name)
  }

  close(): void {
    for (const gate of this.#gates.values()) gate.close()
  }
}

/** The name itself when QStash would take it; throws a 400 otherwise. */
export function checkedQueueName(name: string): string {
  if (!/^[\w.-]+$/.test(name))
    throw badRequest(
      `invalid queue name: ${name}, it can only contain alphanumeric, hyphen, underscore and period`,
    )
  return name
}

/** `/v2/queues`: upsert, list, get, delete, pause, resume. Deleting a queue cancels its messages. */
export function queuesRoute(queues: Queues, dispatcher: Dispatcher, call: Call): Reply {
  const [text, action] = call.path
  if (text === undefined) return collection(queues, dispatcher, call)
  const name = checkedQueueName(text)
  if (call.method === 'POST' && (action === 'pause' || action === 'resume')) {
    queues.upsert(name, { paused: action === 'pause' })
    return { status: 200 }
  }
  if (action !== undefined) throw notFound('not found')
  if (call.method === 'GET') {
    const config = queues.get(name)
    if (!config) throw notFound(`queue ${name} not found`)
    return { status: 200, body: queueView(config, dispatcher) }
  }
  if (call.method !== 'DELETE') throw notFound('not found')
  for (const message of dispatcher.pending())
    if (message.queueName === name) dispatcher.cancel(message.messageId)
  queues.delete(name)
  return { status: 200 }
}

function collection(queues: Queues, dispatcher: Dispatcher, call: Call): Reply {
  if (call.method === 'GET')
    return { status: 200, body: queues.list().map((config) => queueView(config, dispatcher)) }
  if (call.method !== 'POST') throw notFound('not found')
  const { queueName, parallelism = 1, paused } = call.json() as Record<string, unknown>
  if (typeof queueName !== 'string') throw badRequest('queueName is required')
  if (typeof parallelism !== 'number' || !Number.isInteger(parallelism) || parallelism < 1)
    throw badRequest('parallelism must be a positive integer')
  const change = typeof paused === 'boolean' ? { parallelism, paused } : { parallelism }
  queues.upsert(checkedQueueName(queueName), change)
  return { status: 200 }
}

function queueView(config: QueueConfig, dispatcher: Dispatcher): QueueConfig & { lag: number } {
  const lag = dispatcher.pending().filter((message) => message.queueName === config.name).length
  return { ...config, lag }
}
