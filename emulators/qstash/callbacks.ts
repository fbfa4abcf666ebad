import { decodeBody } from './body.ts'
import type { Answer } from './delivery.ts'
import { newId } from './ids.ts'
import { durationHeader, parseSettings } from './settings.ts'
import type { Message } from './types.ts'

/** The message that tells `callback` about one attempt, or undefined when the message has no callback. */
export function callbackMessage(source: Message, answer: Answer): Message | undefined {
  if (source.callback === undefined) return undefined
  return compose(source, source.callback, source.callbackHeaders, report(source, answer))
}

/** The message that tells `failureCallback` that its source is now the dead letter `dlqId`. */
export function failureCallbackMessage(source: Message, answer: Answer, dlqId: string): Message | undefined {
  if (source.failureCallback === undefined) return undefined
  const body = { ...report(source, answer), dlqId }
  return compose(source, source.failureCallback, source.failureCallbackHeaders, body)
}

/** The documented callback body (https://upstash.com/docs/qstash/features/callbacks). */
function report(source: Message, answer: Answer): Record<string, unknown> {
  const body = answer.error === undefined ? answer.body : Buffer.from(answer.error)
  return {
    status: answer.status,
    header: answer.header,
    body: body.toString('base64'),
    retried: source.retried,
    maxRetries: source.maxRetries,
    sourceMessageId: source.messageId,
    topicName: source.topicName,
    endpointName: source.endpointName,
    url: source.url,
    method: source.method,
    sourceHeader: source.header,
    sourceBody: decodeBody(source).toString('base64'),
    notBefore: source.notBefore,
    createdAt: source.createdAt,
    scheduleId: source.scheduleId,
    callerIP: source.callerIP,
  }
}

/** Callbacks use the retry setting of their source unless `Upstash-Callback-Retries` says otherwise. */
function compose(source: Message, url: string, headers: Record<string, string> = {}, body: unknown): Message {
  const now = Date.now()
  const settings = parseSettings(
    { 'content-type': 'application/json', 'upstash-retries': String(source.maxRetries), ...headers },
    Buffer.from(JSON.stringify(body)),
    source.callerIP,
  )
  return {
    ...settings,
    messageId: newId('msg'),
    url,
    createdAt: now,
    notBefore: now + (durationHeader(headers, 'upstash-delay') ?? 0),
    retried: 0,
  }
}
