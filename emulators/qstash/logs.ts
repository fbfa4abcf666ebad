import { notFound } from './errors.ts'
import { matchesFilters, pageSize } from './filters.ts'
import type { Call, Reply } from './http.ts'
import type { Message } from './types.ts'

export type State = 'CREATED' | 'ACTIVE' | 'DELIVERED' | 'ERROR' | 'RETRY' | 'FAILED' | 'CANCELED'

/** One step in a message's life. Times are Unix milliseconds. Bodies and header values are never logged. */
export type LogEntry = {
  time: number
  state: State
  messageId: string
  url: string
  method: string
  maxRetries: number
  callerIP: string
  topicName?: string
  endpointName?: string
  queueName?: string
  scheduleId?: string
  flowControlKey?: string
  label?: string
  labels?: string[]
  nextDeliveryTime?: number
  responseStatus?: number
  error?: string
}

type Details = Pick<LogEntry, 'nextDeliveryTime' | 'responseStatus' | 'error'>

const entriesMax = 10_000
const pageMax = 1000
const inProgress = new Set<State>(['ACTIVE', 'RETRY', 'ERROR'])

/** The last 10,000 log entries, in memory. */
export class Logs {
  readonly #ring: LogEntry[] = []
  #written = 0

  add(state: State, message: Message, details?: Details): void {
    const { messageId, url, method, maxRetries, callerIP } = message
    const entry: LogEntry = { time: Date.now(), state, messageId, url, method, maxRetries, callerIP }
    if (message.topicName !== undefined) entry.topicName = message.topicName
    if (message.endpointName !== undefined) entry.endpointName = message.endpointName
    if (message.queueName !== undefined) entry.queueName = message.queueName
    if (message.scheduleId !== undefined) entry.scheduleId = message.scheduleId
    if (message.flowControlKey !== undefined) entry.flowControlKey = message.flowControlKey
    if (message.label !== undefined) entry.label = message.label
    if (message.labels !== undefined) entry.labels = message.labels
    if (details) Object.assign(entry, details)
    this.#ring[this.#written++ % entriesMax] = entry
  }

  /**
   * Matching entries, newest first, older than `cursor` (`{time}-{sequence}`), at most `count` of them. The
   * answer has a cursor when more may follow.
   */
  page(query: URLSearchParams): { events: LogEntry[]; cursor?: string } {
    const count = pageSize(query, pageMax, pageMax)
    const before = query.get('cursor')?.split('-')[1]
    const newest = Math.min(this.#written, before === undefined ? Infinity : Number(before))
    const oldest = Math.max(0, this.#written - entriesMax)
    const events: LogEntry[] = []
    for (let sequence = newest - 1; sequence >= oldest; sequence--) {
      const entry = this.#ring[sequence % entriesMax]
      if (!entry || !matchesState(entry, query) || !matchesFilters(entry, entry.time, query)) continue
      events.push(entry)
      if (events.length === count)
        return sequence > oldest ? { events, cursor: `${entry.time}-${sequence}` } : { events }
    }
    return { events }
  }
}

function matchesState(entry: LogEntry, query: URLSearchParams): boolean {
  const state = query.get('state')
  if (state === null) return true
  return state === 'IN_PROGRESS' ? inProgress.has(entry.state) : state === entry.state
}

/** `GET /v2/events` (the SDK's) and `GET /v2/logs` (the documented name); the entries go by both names. */
export function logsRoute(logs: Logs, call: Call): Reply {
  if (call.method !== 'GET' || call.path.length > 0) throw notFound('not found')
  const page = logs.page(call.query)
  return { status: 200, body: { ...page, logs: page.events } }
}
