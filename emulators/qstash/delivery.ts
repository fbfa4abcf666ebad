import { Agent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { signDelivery } from './signature.ts'
import type { Message } from './types.ts'

/** The result of an attempt. Without a complete response `status` is 0 and `error` is set. */
export type Answer = { status: number; headers: IncomingHttpHeaders; error?: string }

/** A running attempt. `answer` never rejects; `abort` ends it at once. */
export type Attempt = { answer: Promise<Answer>; abort: () => void }

/** The most open deliveries to one host. */
const connectionsMax = 256

/** The free plan's longest response time (https://upstash.com/pricing/qstash). */
const timeoutMs = 15 * 60_000

/**
 * Sends messages to their destinations, signed, over kept-alive connections. Redirects are not followed. A delivery to an
 * https address fails: the emulator calls only this machine.
 */
export class Deliverer {
  readonly #signingKey: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connectionsMax })

  constructor(signingKey: string) {
    this.#signingKey = signingKey
  }

  attempt(message: Message): Attempt {
    const exchange = new Exchange()
    this.#send(message, exchange)
    return { answer: exchange.answer, abort: () => exchange.fail(new Error('canceled')) }
  }

  close(): void {
    this.#agent.destroy()
  }

  #send(message: Message, exchange: Exchange): void {
    if (new URL(message.url).protocol !== 'http:') {
      exchange.fail(new Error('the emulator calls only http addresses'))
      return
    }
    const headers = this.#headers(message)
    const outgoing = request(message.url, { method: 'POST', agent: this.#agent, headers })
    exchange.follow(outgoing, () => this.#send(message, exchange))
    outgoing.end(message.body)
  }

  #headers({ url, body, contentType, messageId, retried, scheduleId }: Message) {
    return {
      'User-Agent': 'Upstash-QStash',
      'Content-Length': Buffer.byteLength(body),
      'Upstash-Message-Id': messageId,
      'Upstash-Retried': String(retried),
      'Upstash-Signature': signDelivery(this.#signingKey, url, body),
      ...(contentType && { 'Content-Type': contentType }),
      ...(scheduleId && { 'Upstash-Schedule-Id': scheduleId }),
    }
  }
}

/** Turns the events of a request into one answer: the response, error or timeout that comes first. */
class Exchange {
  readonly answer: Promise<Answer>
  #settle: (answer: Answer) => void = () => {}
  readonly #timer: NodeJS.Timeout
  #request: ClientRequest | undefined
  #settled = false

  constructor() {
    this.answer = new Promise((resolve) => {
      this.#settle = resolve
    })
    this.#timer = setTimeout(() => this.fail(new Error(`no response within ${timeoutMs} ms`)), timeoutMs)
    this.#timer.unref()
  }

  /** `again` repeats the request if the receiver had closed the kept-alive connection that we reused. */
  follow(request: ClientRequest, again: () => void): void {
    this.#request = request
    request.on('response', (response) => this.#drain(response))
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (!this.#settled && request.reusedSocket && error.code === 'ECONNRESET') again()
      else this.fail(error)
    })
  }

  fail(error: Error): void {
    if (this.#settled) return
    this.#end({ status: 0, headers: {}, error: error.message || error.name })
    this.#request?.destroy()
  }

  #drain(response: IncomingMessage): void {
    response.on('error', (error) => this.fail(error))
    response.on('end', () => this.#end({ status: response.statusCode ?? 0, headers: response.headers }))
    response.resume()
  }

  #end(answer: Answer): void {
    if (this.#settled) return
    this.#settled = true
    clearTimeout(this.#timer)
    this.#settle(answer)
  }
}
