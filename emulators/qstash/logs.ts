import { notFound } from './errors.ts'
import type { Call, Reply } from './http.ts'
import type { Message } from './types.ts'

export type State = 'CREATED' | 'ACTIVE' | 'DELIVERED' | 'ERROR' | 'RETRY' | 'FAILED'

/** One step of a message. Times are Unix milliseconds. Bodies and header values are never logged. */
export type LogEntry = {
  time: number
  state: State
  messageId: string
  url: string
  scheduleId?: string
  nextDeliveryTime?: number
  responseStatus?: number
  error?: string
}

type Details = Pick<LogEntry, 'nextDeliveryTime' | 'responseStatus' | 'error'>

const entriesMax = 10_000
const pageMax = 1000

/** The last 10,000 log entries, in memory. */
export class Logs {
  readonly #ring: LogEntry[] = []
  #written = 0

  add(state: State, { messageId, url, scheduleId }: Message, details?: Details): void {
    const entry = { time: Date.now(), state, messageId, url, scheduleId, ...details }
    this.#ring[this.#written++ % entriesMax] = entry
  }

  /** The last `count` entries, newest first. */
  latest(count = entriesMax): LogEntry[] {
    const oldest = Math.max(0, this.#written - Math.min(count, entriesMax))
    const entries: LogEntry[] = []
    for (let i = this.#written - 1; i >= oldest; i--) entries.push(this.#ring[i % entriesMax]!)
    return entries
  }
}

/** `GET /v2/events` (used by the SDK) and `GET /v2/logs` (documented). The response has the entries under both names. */
export function logsRoute(logs: Logs, call: Call): Reply {
  if (call.method !== 'GET') throw notFound('not found')
  const events = logs.latest(pageMax)
  return { status: 200, body: { events, logs: events } }
}
