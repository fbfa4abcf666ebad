import { encodeBody } from './body.ts'
import type { Answer } from './delivery.ts'
import type { Dispatcher } from './dispatcher.ts'
import { notFound } from './errors.ts'
import { matchesFilters, pageSize } from './filters.ts'
import type { Call, Reply } from './http.ts'
import { newId } from './ids.ts'
import type { Table } from './store.ts'
import type { DlqEntry, Message } from './types.ts'
import { dlqView } from './view.ts'

const pageMax = 100

type Page = { entries: DlqEntry[]; cursor?: string }

/** The dead letters, oldest first. */
export class Dlq {
  readonly #table: Table<DlqEntry>
  #added = 0

  constructor(table: Table<DlqEntry>) {
    this.#table = table
  }

  list(): DlqEntry[] {
    return this.#table.values()
  }

  get(dlqId: string): DlqEntry | undefined {
    return this.#table.get(dlqId)
  }

  /** Files a failed message with the last answer it got. Returns its DLQ id, `{Unix ms}-{n}`. */
  add(message: Message, answer: Answer): string {
    const dlqId = `${Date.now()}-${this.#added++}`
    const { body, bodyBase64 } = encodeBody(
      answer.error === undefined ? answer.body : Buffer.from(answer.error),
    )
    const entry: DlqEntry = {
      ...message,
      dlqId,
      responseStatus: answer.status,
      responseHeader: answer.header,
    }
    if (body !== undefined) entry.responseBody = body
    if (bodyBase64 !== undefined) entry.responseBodyBase64 = bodyBase64
    this.#table.set(dlqId, entry)
    return dlqId
  }

  delete(dlqId: string): boolean {
    return this.#table.delete(dlqId)
  }

  /** One page of the entries a query selects; named `dlqIds` are never cut into pages. */
  page(query: URLSearchParams): Page {
    const matching = this.list().filter((entry) => matchesFilters(entry, failedAt(entry), query))
    if (query.has('dlqIds')) return { entries: matching }
    if (query.get('order') === 'latestFirst') matching.reverse()
    const cursor = query.get('cursor')
    const from = cursor ? matching.findIndex((entry) => isAfter(entry.dlqId, cursor, query)) : 0
    if (from < 0) return { entries: [] }
    const to = from + pageSize(query, pageMax, pageMax)
    const entries = matching.slice(from, to)
    return to < matching.length ? { entries, cursor: entries.at(-1)?.dlqId } : { entries }
  }
}

function failedAt(entry: DlqEntry): number {
  return Number(entry.dlqId.split('-')[0])
}

/** Compares by position in time, since the entry that a cursor names may be deleted by now. */
function isAfter(dlqId: string, cursor: string, query: URLSearchParams): boolean {
  const [time = 0, n = 0] = dlqId.split('-').map(Number)
  const [cursorTime = 0, cursorN = 0] = cursor.split('-').map(Number)
  const difference = time - cursorTime || n - cursorN
  return query.get('order') === 'latestFirst' ? difference < 0 : difference > 0
}

/** `/v2/dlq`: list, get, delete and retry, one or many. */
export function dlqRoute(dlq: Dlq, dispatcher: Dispatcher, call: Call): Reply {
  const [id] = call.path
  if (call.path.length > 1) throw notFound('not found')
  if (call.method === 'GET') return id === undefined ? listReply(dlq, call) : getReply(dlq, id)
  if (call.method === 'POST' && id === 'retry') return retryReply(dlq, dispatcher, call)
  if (call.method === 'POST' && id !== undefined) throw notFound('not found')
  if (call.method !== 'DELETE') throw notFound('not found')
  if (id !== undefined) {
    if (!dlq.delete(id)) throw notFound(`dlq message ${id} not found`)
    return { status: 200, body: { deleted: 1 } }
  }
  const { entries, cursor } = dlq.page(bulkQuery(call))
  for (const entry of entries) dlq.delete(entry.dlqId)
  return { status: 200, body: { deleted: entries.length, cursor } }
}

function listReply(dlq: Dlq, call: Call): Reply {
  const { entries, cursor } = dlq.page(call.query)
  return { status: 200, body: { messages: entries.map(dlqView), cursor } }
}

function getReply(dlq: Dlq, id: string): Reply {
  const entry = dlq.get(id)
  if (!entry) throw notFound(`dlq message ${id} not found`)
  return { status: 200, body: dlqView(entry) }
}

/** A retried dead letter is a new message with a new id and its retries before it again. */
function retryReply(dlq: Dlq, dispatcher: Dispatcher, call: Call): Reply {
  const { entries, cursor } = dlq.page(bulkQuery(call))
  const responses = entries.map((entry) => {
    const message = revived(entry)
    dispatcher.accept(message)
    dlq.delete(entry.dlqId)
    return { messageId: message.messageId }
  })
  return {
    status: 200,
    body: { responses, cursor },
    afterFlush: () => {
      for (const { messageId } of responses) dispatcher.start(messageId)
    },
  }
}

function revived(entry: DlqEntry): Message {
  const { dlqId, responseStatus, responseHeader, responseBody, responseBodyBase64, ...message } = entry
  const now = Date.now()
  return { ...message, messageId: newId('msg'), createdAt: now, notBefore: now, retried: 0 }
}

/** Bulk requests name their entries in the query; older clients send `{ "dlqIds": […] }` as the body. */
function bulkQuery(call: Call): URLSearchParams {
  const query = new URLSearchParams(call.query)
  for (const id of call.idsInBody('dlqIds')) query.append('dlqIds', id)
  return query
}
