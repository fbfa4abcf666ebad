import type { Dispatcher } from './dispatcher.ts'
import { badRequest, notFound } from './errors.ts'
import { type Call, jsonOf, type Reply } from './http.ts'
import { newId } from './ids.ts'
import { checkedUrl, type PlainHeaders, parseDelay, parseSettings } from './settings.ts'
import type { Message } from './types.ts'

/** `POST /v2/publish/{url}`: 201 with the id of the message. */
export function publishRoute(dispatcher: Dispatcher, { method, destination, headers, body }: Call): Reply {
  if (method !== 'POST') throw notFound('not found')
  const message = toMessage(destination, headers, body)
  dispatcher.accept(message)
  return {
    status: 201,
    body: { messageId: message.messageId },
    afterFlush: () => dispatcher.start(message.messageId),
  }
}

/** `POST /v2/batch`: all items are checked before the first is accepted. 200 with one result per item. */
export function batchRoute(dispatcher: Dispatcher, call: Call): Reply {
  if (call.method !== 'POST' || call.destination !== '') throw notFound('not found')
  const items = jsonOf(call)
  if (!Array.isArray(items)) throw badRequest('the request body must be an array of messages')
  const messages = items.map(toItem)
  for (const message of messages) dispatcher.accept(message)
  return {
    status: 200,
    body: messages.map(({ messageId, url }) => ({ messageId, url })),
    afterFlush: () => {
      for (const { messageId } of messages) dispatcher.start(messageId)
    },
  }
}

function toItem(item: unknown): Message {
  const { destination, headers = {}, body = '' } = (item ?? {}) as Record<string, unknown>
  const plain = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return toMessage(String(destination), Object.fromEntries(plain), String(body ?? ''))
}

function toMessage(destination: string, headers: PlainHeaders, body: string): Message {
  const createdAt = Date.now()
  return {
    ...parseSettings(headers, body),
    messageId: newId('msg'),
    url: checkedUrl(destination),
    createdAt,
    notBefore: createdAt + parseDelay(headers),
    retried: 0,
  }
}
