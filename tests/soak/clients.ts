import { setTimeout as sleep } from 'node:timers/promises'
import { between, roll } from '#tests/support/random'
import type { Instance } from './instances.ts'
import { Reader } from './reader.ts'

/** A message from its sender's view. */
export type Sent = {
  /** Also its idempotency key. */
  message: string
  session: string
  /** The job ids from all responses. A correct run has at most one. */
  jobIds: Set<string>
  /** The responses to the message and to later reads of its job. */
  responses: { status: string; response?: string; messageId?: number; jobId: string }[]
  /** `refused`: the conversation was busy. `unknown`: no response came. */
  state: 'accepted' | 'refused' | 'unknown'
  /** True if a request for it ended without a response. */
  unheard: boolean
  /** The readers of the streamed answer. */
  readers: Reader[]
}

export type Doubt = { jobId: string; sure: boolean }

// biome-ignore lint/suspicious/noExplicitAny: any answer
type Answer = { status: number; body: any }

const turnsMax = 14
const pauseMs = 100
const cancelMsMax = 2_500

/** Callers: each has one conversation at a time, sends some messages at once, and waits until their jobs end. */
export class Clients {
  readonly sent: Sent[] = []
  /** Redriven jobs. `sure` is false if the response was lost. */
  readonly revived: Doubt[] = []
  /** Responses that no caller should ever get. */
  readonly unexpected: string[] = []
  readonly #seed: number
  readonly #key: string
  readonly #instances: Instance[]
  readonly #isEnough: () => boolean

  constructor(seed: number, key: string, instances: Instance[], isEnough: () => boolean) {
    this.#seed = seed
    this.#key = key
    this.#instances = instances
    this.#isEnough = isEnough
  }

  accepted(): number {
    return this.sent.filter(({ state }) => state === 'accepted').length
  }

  /** Resolves when enough jobs were sent and every caller knows how its jobs ended. */
  async run(callers: number): Promise<void> {
    await Promise.all(Array.from({ length: callers }, (_, index) => this.#caller(index)))
  }

  async #caller(index: number): Promise<void> {
    for (let conversation = 0; !this.#isEnough(); conversation++) {
      const session = `${index}-${conversation}`
      for (let turn = 0; turn < turnsMax && !this.#isEnough(); ) {
        const burst = between(1, 3, roll(this.#seed, 'burst', session, turn))
        const sent = Array.from({ length: burst }, () => this.#send(index, session, ++turn))
        for (const each of await Promise.all(sent)) await this.#follow(each)
      }
    }
  }

  /** Sends a message, sometimes twice at once, and repeats until a response says what happened to it. */
  async #send(index: number, session: string, turn: number): Promise<Sent> {
    const message = `Question ${turn} of ${session}`
    const rolled = (about: string) => roll(this.#seed, about, session, turn)
    const sent: Sent = {
      message,
      session,
      jobIds: new Set(),
      responses: [],
      state: 'unknown',
      unheard: false,
      readers: [],
    }
    this.sent.push(sent)
    const ifBusy = rolled('busy') < 0.04 ? 'interrupt' : rolled('busy') < 0.1 ? 'reject' : undefined
    const body = {
      userId: `user-${index % 8}`,
      sessionId: session,
      message,
      idempotencyKey: message,
      ...(ifBusy && { ifBusy }),
      ...(rolled('callback') < 0.1 && { callbackUrl: 'https://example.com/hook' }),
    }
    const cancels = rolled('cancel') < 0.07
    const wait = cancels ? 0 : between(0, 12, rolled('wait'))
    const twins = rolled('twins') < 0.15 ? 3 : 1
    const streams = !cancels && rolled('streams') < 0.25
    const request = () =>
      streams ? this.#stream(sent, body) : this.#until(sent, 'POST', '/api/chat', { ...body, wait })
    await Promise.all(Array.from({ length: twins }, request))
    if (!cancels || sent.state !== 'accepted') return sent
    // Cancels some jobs while queued, some while the model runs.
    await sleep(between(0, cancelMsMax, rolled('patience')))
    await this.#until(sent, 'POST', `/api/jobs/${[...sent.jobIds][0]}/cancel`)
    return sent
  }

  /** Waits for the end of a message's job. Retries some failed jobs, and reads some of the others again. */
  async #follow(sent: Sent): Promise<void> {
    const [jobId] = sent.jobIds
    if (jobId === undefined) return
    for (let chances = 1; ; chances--) {
      const streams = roll(this.#seed, 'reads', sent.message, chances) < 0.4
      const status = await (streams ? this.#read(sent, jobId, new Reader()) : this.#ended(sent, jobId))
      const again = chances > 0 && roll(this.#seed, 'revive', sent.message) < 0.6
      if (status !== 'failed' || !again) return
      const doubt = { jobId, sure: false }
      this.revived.push(doubt)
      const { status: answered } = await this.#until(sent, 'POST', `/api/jobs/${jobId}/retry`)
      doubt.sure = answered === 200
    }
  }

  async #ended(sent: Sent, jobId: string): Promise<string> {
    for (;;) {
      const { body } = await this.#until(sent, 'GET', `/api/jobs/${jobId}?wait=10`)
      const status = body.data?.status
      if (status === 'completed' || status === 'failed' || status === 'cancelled') return status
    }
  }

  /** Sends a message and reads the streamed answer. If the connection ends before the job is known, sends it again. */
  async #stream(sent: Sent, body: object): Promise<void> {
    const reader = new Reader()
    for (let tries = 0; ; tries++) {
      const answer = await this.#open(reader, 'POST', '/api/chat', tries, { ...body, stream: true })
      if (reader.jobId !== undefined) {
        sent.state = 'accepted'
        sent.jobIds.add(reader.jobId)
        await this.#read(sent, reader.jobId, reader)
        return
      }
      if (answer && answer.status !== 503) return this.#note(sent, '/api/chat', answer)
      sent.unheard = true
      await sleep(pauseMs)
    }
  }

  /** Reads a job's events from the reader's position, on either server, until the job ends. */
  async #read(sent: Sent, jobId: string, reader: Reader): Promise<string> {
    for (let tries = 0; !reader.end; tries++) {
      const path = `/api/jobs/${jobId}`
      const answer = await this.#open(reader, 'GET', path, tries)
      if (answer && answer.status !== 503) this.#note(sent, path, answer)
      await sleep(between(0, pauseMs, roll(this.#seed, 'back', jobId, tries)))
    }
    const { status, response, messageId } = reader.end
    sent.readers.push(reader)
    sent.responses.push({ status, response, messageId, jobId })
    if (status === 'completed') sent.responses.push({ status, response: reader.text, jobId })
    return status
  }

  /** Opens an event stream and reads it for a while. Returns any other response. */
  async #open(
    reader: Reader,
    method: string,
    path: string,
    tries: number,
    body?: unknown,
  ): Promise<Answer | undefined> {
    const hangUp = new AbortController()
    const headers = { accept: 'text/event-stream', ...(reader.lastId && { 'last-event-id': reader.lastId }) }
    try {
      const response = await this.#fetch(method, path, tries, { body, headers, signal: hangUp.signal })
      if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
        return { status: response.status, body: await response.json() }
      const eventsMax = between(1, 24, roll(this.#seed, 'hangs up', path, tries, reader.resumed))
      await reader.read(response, () => hangUp.abort(), eventsMax)
    } catch {
      // No response came, or the connection was cut.
    }
    return undefined
  }

  /** Repeats a request until a server responds. This tests that the request is safe to repeat. */
  async #until(sent: Sent, method: string, path: string, body?: unknown): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#request(method, path, tries, body)
      if (answer && answer.status !== 503) {
        this.#note(sent, path, answer)
        return answer
      }
      sent.unheard = true
      await sleep(pauseMs)
    }
  }

  async #request(method: string, path: string, tries: number, body: unknown): Promise<Answer | undefined> {
    try {
      const response = await this.#fetch(method, path, tries, { body })
      return { status: response.status, body: await response.json() }
    } catch {
      return undefined
    }
  }

  #fetch(
    method: string,
    path: string,
    tries: number,
    { body, headers, signal }: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<Response> {
    const first = Math.floor(2 * roll(this.#seed, 'to', path, JSON.stringify(body) ?? ''))
    const instance = this.#instances[(first + tries) % this.#instances.length]!
    return fetch(instance.url + path, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  }

  #note(sent: Sent, path: string, { status, body }: Answer): void {
    const data = body.data ?? body
    const expected = [200, 202, 409, 502]
    if (!expected.includes(status)) this.unexpected.push(`${status} ${body.code} for ${path}`)
    if (body.code === 'conversation_busy') {
      if (sent.state === 'unknown') sent.state = 'refused'
      return
    }
    if (data.jobId && status === 200) sent.responses.push(data)
    if (path !== '/api/chat') return
    sent.state = 'accepted'
    if (data.jobId) sent.jobIds.add(data.jobId)
  }
}
