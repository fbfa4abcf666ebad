import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { decodeBody } from './body.ts'
import { headerMap } from './headers.ts'
import type { SigningKeys } from './keys.ts'
import { signDelivery } from './signature.ts'
import type { HeaderMap, Message } from './types.ts'

/** What came back from one attempt; `status` is 0 and `error` is set when no whole response came. */
export type Answer = { status: number; header: HeaderMap; body: Buffer; error?: string }

/** One attempt under way. `answer` never rejects; `abort` makes it end at once. */
export type Attempt = { answer: Promise<Answer>; abort: () => void }

/** Deliveries to one host that may be open at once. */
export const connectionsMax = 256

/** The free plan's longest response time (https://upstash.com/pricing/qstash). */
const timeoutMsDefault = 15 * 60_000
const answerBytesMax = 1024 * 1024

/** Sends messages to their destinations, signed, over kept-alive connections. Redirects are not followed. */
export class Deliverer {
  readonly #keys: SigningKeys
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: connectionsMax })
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: connectionsMax })

  constructor(keys: SigningKeys) {
    this.#keys = keys
  }

  attempt(message: Message): Attempt {
    const exchange = new Exchange(message.timeoutMs ?? timeoutMsDefault)
    try {
      this.#send(message, exchange)
    } catch (error) {
      exchange.fail(error)
    }
    return { answer: exchange.answer, abort: () => exchange.fail(new Error('canceled')) }
  }

  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }

  #send(message: Message, exchange: Exchange): void {
    const url = new URL(message.url)
    const body = message.method === 'GET' ? Buffer.alloc(0) : decodeBody(message)
    const secure = url.protocol === 'https:'
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: message.method,
      agent: secure ? this.#https : this.#http,
      headers: this.#headers(message, body),
    })
    exchange.follow(request, () => this.#send(message, exchange))
    request.end(body)
  }

  #headers(message: Message, body: Buffer): Record<string, string | string[]> {
    const headers: Record<string, string | string[]> = {
      'User-Agent': 'Upstash-QStash',
      ...message.header,
      'Upstash-Message-Id': message.messageId,
      'Upstash-Retried': String(message.retried),
      'Upstash-Signature': signDelivery(this.#keys.current, message.url, body),
      'Upstash-Region': 'US-EAST-1',
      'Upstash-Caller-Ip': message.callerIP,
    }
    if (message.method !== 'GET') headers['Content-Length'] = String(body.length)
    if (message.scheduleId !== undefined) headers['Upstash-Schedule-Id'] = message.scheduleId
    if (message.topicName !== undefined) headers['Upstash-Topic-Name'] = message.topicName
    if (message.endpointName !== undefined) headers['Upstash-Endpoint-Name'] = message.endpointName
    if (message.queueName !== undefined) headers['Upstash-Queue-Name'] = message.queueName
    if (message.labels !== undefined) headers['Upstash-Label'] = message.labels.join(',')
    return headers
  }
}

/** Turns the events of a request into one answer, whichever of response, error and timeout comes first. */
class Exchange {
  readonly answer: Promise<Answer>
  #settle: (answer: Answer) => void = () => {}
  readonly #timer: NodeJS.Timeout
  #request: ClientRequest | undefined
  #settled = false

  constructor(timeoutMs: number) {
    this.answer = new Promise((resolve) => {
      this.#settle = resolve
    })
    this.#timer = setTimeout(
      () => this.fail(new Error(`no response within ${timeoutMs} ms`)),
      Math.min(timeoutMs, 2 ** 31 - 1),
    )
    this.#timer.unref()
  }

  /** `again` sends once more when the receiver had closed a kept-alive connection that we reused. */
  follow(request: ClientRequest, again: () => void): void {
    this.#request = request
    request.on('response', (response) => this.#collect(response))
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (!this.#settled && request.reusedSocket && error.code === 'ECONNRESET') again()
      else this.fail(error)
    })
  }

  fail(error: unknown): void {
    if (this.#settled) return
    const text = error instanceof Error ? error.message || error.name : String(error)
    this.#end({ status: 0, header: {}, body: Buffer.alloc(0), error: text })
    this.#request?.destroy()
  }

  #collect(response: IncomingMessage): void {
    const chunks: Buffer[] = []
    let size = 0
    response.on('data', (chunk: Buffer) => {
      if (size < answerBytesMax) chunks.push(chunk.subarray(0, answerBytesMax - size))
      size += chunk.length
    })
    response.on('error', (error) => this.fail(error))
    response.on('end', () =>
      this.#end({
        status: response.statusCode ?? 0,
        header: headerMap(response.headers),
        body: Buffer.concat(chunks),
      }),
    )
  }

  #end(answer: Answer): void {
    if (this.#settled) return
    this.#settled = true
    clearTimeout(this.#timer)
    this.#settle(answer)
  }
}
