import type { Dispatcher } from './dispatcher.ts'
import { type ApiError, badRequest, notFound } from './errors.ts'
import { matchesFilters } from './filters.ts'
import type { PlainHeaders } from './headers.ts'
import type { Call, Reply } from './http.ts'
import type { Published, Publisher, PublishRequest } from './publisher.ts'
import { messageView } from './view.ts'

/** `POST /v2/publish/{destination}`: 201, or 202 when the message was a duplicate. */
export function publishRoute(publisher: Publisher, call: Call): Reply {
  if (call.method !== 'POST') throw notFound('not found')
  return publishOne(publisher, { ...parts(call), destination: call.destination(0) })
}

/** `POST /v2/enqueue/{queue}/{destination}`. */
export function enqueueRoute(publisher: Publisher, call: Call): Reply {
  const [queueName] = call.path
  if (call.method !== 'POST' || queueName === undefined) throw notFound('not found')
  return publishOne(publisher, { ...parts(call), destination: call.destination(1), queueName })
}

/** `POST /v2/batch`: all items are checked before the first is accepted. 200 with one result per item. */
export function batchRoute(publisher: Publisher, call: Call): Reply {
  if (call.method !== 'POST' || call.path.length > 0) throw notFound('not found')
  const items = call.json()
  if (!Array.isArray(items)) throw badRequest('the request body must be an array of messages')
  const prepared = items.map((item) => publisher.prepare(batchItem(item, call.callerIP)))
  const results = prepared.map((each) => publisher.commit(each))
  return {
    status: 200,
    body: results.map((published, index) => (prepared[index]?.isGroup ? published : published[0])),
    afterFlush: () => publisher.start(results.flat()),
  }
}

function publishOne(publisher: Publisher, request: PublishRequest): Reply {
  const prepared = publisher.prepare(request)
  const published = publisher.commit(prepared)
  const duplicate = published.length > 0 && published.every((each: Published) => each.deduplicated)
  return {
    status: duplicate ? 202 : 201,
    body: prepared.isGroup ? published : published[0],
    afterFlush: () => publisher.start(published),
  }
}

function parts(call: Call): Pick<PublishRequest, 'headers' | 'body' | 'callerIP'> {
  return { headers: call.headers, body: call.body, callerIP: call.callerIP }
}

function batchItem(item: unknown, callerIP: string): PublishRequest {
  const { destination, headers, body, queue } = (item ?? {}) as Record<string, unknown>
  if (typeof destination !== 'string') throw badRequest('destination is required')
  const plain: PlainHeaders = {}
  for (const [name, value] of Object.entries(headers ?? {})) plain[name.toLowerCase()] = String(value)
  const request = { destination, headers: plain, body: Buffer.from(textOf(body)), callerIP }
  return typeof queue === 'string' && queue !== '' ? { ...request, queueName: queue } : request
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** `/v2/messages`: get, cancel one, cancel many by ids or filters, and release a waiting one (`/retry`). */
export function messagesRoute(dispatcher: Dispatcher, call: Call): Reply {
  const [id, action] = call.path
  if (id === undefined) {
    if (call.method !== 'DELETE') throw notFound('not found')
    return cancelMany(dispatcher, call)
  }
  const missing = notFound(`message ${id} not found`)
  if (action === 'retry' && call.method === 'POST') return releaseNow(dispatcher, id, missing)
  if (action !== undefined) throw notFound('not found')
  if (call.method === 'GET') {
    const message = dispatcher.find(id)
    if (!message) throw missing
    return { status: 200, body: messageView(message) }
  }
  if (call.method !== 'DELETE') throw notFound('not found')
  if (!dispatcher.cancel(id)) throw missing
  return { status: 200, body: { cancelled: 1 } }
}

/** Ids, in the query or (older clients) in the body, go before filters; `count` is ignored, as QStash does. */
function cancelMany(dispatcher: Dispatcher, call: Call): Reply {
  const ids = [...call.query.getAll('messageIds'), ...call.idsInBody('messageIds')]
  const chosen =
    ids.length > 0
      ? ids
      : dispatcher
          .pending()
          .filter((message) => matchesFilters(message, message.createdAt, call.query))
          .map((message) => message.messageId)
  const cancelled = chosen.filter((id) => dispatcher.cancel(id)).length
  return { status: 200, body: { cancelled } }
}

/** https://upstash.com/docs/qstash/howto/run-now */
function releaseNow(dispatcher: Dispatcher, id: string, missing: ApiError): Reply {
  if (dispatcher.find(id)?.queueName !== undefined)
    throw badRequest('a message in a queue cannot be released')
  if (!dispatcher.releaseNow(id)) throw missing
  return { status: 200, body: { messageId: id } }
}
