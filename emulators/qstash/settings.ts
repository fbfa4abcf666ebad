import { encodeBody } from './body.ts'
import { parseDuration } from './duration.ts'
import { badRequest } from './errors.ts'
import { canonicalName, type PlainHeaders, withPrefix } from './headers.ts'
import { compileRetryDelay, RetryDelaySyntaxError } from './retry-delay.ts'
import type { HeaderMap, MessageSettings } from './types.ts'

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const retriesDefault = 3

/** Names that describe the connection, not the message; forwarding them would break the delivery. */
const connectionHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Reads what a publisher asked for from its `upstash-*` headers
 * (https://upstash.com/docs/qstash/api-reference). Throws a 400 ApiError that names the header at fault.
 */
export function parseSettings(headers: PlainHeaders, body: Buffer, callerIP: string): MessageSettings {
  return {
    method: parseMethod(headers['upstash-method']),
    header: forwardedHeaders(headers),
    ...encodeBody(body),
    maxRetries: parseRetries(headers['upstash-retries']),
    ...retryDelay(headers['upstash-retry-delay']),
    ...timeout(headers['upstash-timeout']),
    ...callbacks(headers),
    ...flowControl(headers),
    ...labels(headers['upstash-label']),
    ...redaction(headers['upstash-redact-fields']),
    callerIP,
  }
}

/** Milliseconds of the duration header `name`, or undefined when it is absent. Throws a 400 when unreadable. */
export function durationHeader(headers: PlainHeaders, name: string): number | undefined {
  const text = headers[name]
  if (text === undefined) return undefined
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined) throw badRequest(`invalid ${canonicalName(name)}: ${text}`)
  return milliseconds
}

/** The text when it is an absolute http or https URL. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function parseMethod(text = 'POST'): string {
  const method = text.toUpperCase()
  if (!methods.has(method)) throw badRequest(`invalid Upstash-Method: ${text}`)
  return method
}

function parseRetries(text: string | undefined): number {
  if (text === undefined) return retriesDefault
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`invalid Upstash-Retries: ${text}`)
  return Number(text)
}

function retryDelay(expression: string | undefined): Pick<MessageSettings, 'retryDelayExpression'> {
  if (expression === undefined) return {}
  try {
    compileRetryDelay(expression)
  } catch (error) {
    if (error instanceof RetryDelaySyntaxError)
      throw badRequest(`invalid Upstash-Retry-Delay: ${error.message}`)
    throw error
  }
  return { retryDelayExpression: expression }
}

function timeout(text: string | undefined): Pick<MessageSettings, 'timeoutMs'> {
  if (text === undefined) return {}
  const timeoutMs = parseDuration(text)
  if (!timeoutMs) throw badRequest(`invalid Upstash-Timeout: ${text}`)
  return { timeoutMs }
}

function forwardedHeaders(headers: PlainHeaders): HeaderMap {
  const map: HeaderMap = {}
  if (headers['content-type'] !== undefined) map['Content-Type'] = [headers['content-type']]
  for (const [name, value] of Object.entries(withPrefix(headers, 'upstash-forward-'))) {
    if (!connectionHeaders.has(name)) map[canonicalName(name)] = [value]
  }
  return map
}

type Callbacks = Pick<
  MessageSettings,
  'callback' | 'failureCallback' | 'callbackHeaders' | 'failureCallbackHeaders'
>

function callbacks(headers: PlainHeaders): Callbacks {
  const found: Callbacks = {}
  const callback = callbackUrl(headers, 'upstash-callback')
  if (callback !== undefined) {
    found.callback = callback
    found.callbackHeaders = callbackSettings(headers, 'upstash-callback-')
  }
  const failureCallback = callbackUrl(headers, 'upstash-failure-callback')
  if (failureCallback !== undefined) {
    found.failureCallback = failureCallback
    found.failureCallbackHeaders = callbackSettings(headers, 'upstash-failure-callback-')
  }
  return found
}

function callbackUrl(headers: PlainHeaders, name: string): string | undefined {
  const url = headers[name]
  if (url !== undefined && !isHttpUrl(url))
    throw badRequest(
      `invalid ${canonicalName(name)}: endpoint has invalid scheme, add http:// or https:// in front of the url`,
    )
  return url
}

/** `upstash-callback-retries` configures the callback as `upstash-retries` would a publish: check it now. */
function callbackSettings(headers: PlainHeaders, prefix: string): PlainHeaders {
  const settings: PlainHeaders = {}
  for (const [name, value] of Object.entries(withPrefix(headers, prefix))) settings[`upstash-${name}`] = value
  parseSettings(settings, Buffer.alloc(0), '')
  durationHeader(settings, 'upstash-delay')
  return settings
}

type FlowControl = Pick<MessageSettings, 'flowControlKey' | 'parallelism' | 'rate' | 'period'>

/** `Upstash-Flow-Control-Value` is `parallelism=3, rate=10, period=1m`; the period defaults to one second. */
function flowControl(headers: PlainHeaders): FlowControl {
  const key = headers['upstash-flow-control-key']
  if (key === undefined || key === '') return {}
  const flow: FlowControl = { flowControlKey: key, period: 1 }
  for (const pair of (headers['upstash-flow-control-value'] ?? '').split(',')) {
    const [name = '', value = ''] = pair.split('=').map((side) => side.trim())
    const setting = name.toLowerCase()
    if (setting === 'parallelism' || setting === 'rate') flow[setting] = positive(value, pair)
    else if (setting === 'period') flow.period = positive(String((parseDuration(value) ?? 0) / 1000), pair)
    else if (name !== '') throw badRequest(`invalid Upstash-Flow-Control-Value: ${pair.trim()}`)
  }
  if (flow.parallelism === undefined && flow.rate === undefined)
    throw badRequest('invalid Upstash-Flow-Control-Value: at least one of parallelism or rate is required')
  return flow
}

function positive(text: string, pair: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw badRequest(`invalid Upstash-Flow-Control-Value: ${pair.trim()}`)
  return value
}

function labels(text: string | undefined): Pick<MessageSettings, 'label' | 'labels'> {
  const all = (text ?? '')
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '')
  const [label] = all
  return label === undefined ? {} : { label, labels: all }
}

function redaction(text: string | undefined): Pick<MessageSettings, 'redact'> {
  if (text === undefined) return {}
  const fields = text.split(',').map((field) => field.trim().toLowerCase())
  for (const field of fields) {
    if (!/^(?:body|headers?|headers?\[[^\]]+\])$/.test(field))
      throw badRequest(`invalid Upstash-Redact-Fields: ${field}`)
  }
  return { redact: fields }
}
