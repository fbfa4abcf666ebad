import { setTimeout as sleep } from 'node:timers/promises'
import { between, roll } from '#tests/support/random'
import type { Instance } from '../instances.ts'
import type { Asked } from './asked.ts'

// biome-ignore lint/suspicious/noExplicitAny: any answer
export type Answer = { kind: 'answer'; status: number; body: any }
export type Stream = { kind: 'stream'; response: Response; hangUp(): void; bytesMax: number }

type Sent = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: object
  leaveMs?: number
}

const pauseMsMax = 100
const leaveMsMax = 1_500
/** About the size of an answer's events here. */
const cutBytesMax = 6_000
/** After this many tries a reader no longer disconnects early. */
const impatientTries = 6

/** Sends requests to the servers in turn. Some callers disconnect, at a time or byte that the seed decides. */
export class Transport {
  readonly #seed: number
  readonly #key: string
  readonly #instances: Instance[]

  constructor(seed: number, key: string, instances: Instance[]) {
    this.#seed = seed
    this.#key = key
    this.#instances = instances
  }

  roll(asked: Asked, ...about: (string | number)[]): number {
    return roll(this.#seed, asked.question, ...about)
  }

  /** One try of the request. `retries` is its client's retry count. */
  async post(asked: Asked, tries: number, retries = tries): Promise<Answer | Stream | undefined> {
    asked.tries.push(Date.now())
    const leaves = !asked.body.stream && tries < impatientTries && this.roll(asked, 'leaves', tries) < 0.12
    const sent = await this.open(asked, tries, {
      method: 'POST',
      path: asked.path,
      headers: {
        ...(asked.manner === 'key' && { 'idempotency-key': asked.question }),
        ...(asked.manner !== 'nothing' && { 'x-stainless-retry-count': String(retries) }),
      },
      body: asked.body,
      ...(leaves && { leaveMs: between(1, leaveMsMax, this.roll(asked, 'after', tries)) }),
    })
    if (!sent) asked.cuts++
    return sent
  }

  /** Undefined without a response, or if the response asks for a retry. */
  async open(asked: Asked, tries: number, sent: Sent): Promise<Answer | Stream | undefined> {
    const { method, path, headers, body, leaveMs } = sent
    const leaving = new AbortController()
    const hangUp = () => leaving.abort()
    const timer = leaveMs === undefined ? undefined : setTimeout(hangUp, leaveMs)
    const first = Math.floor(2 * this.roll(asked, 'to', path))
    const instance = this.#instances[(first + tries) % this.#instances.length]!
    try {
      const response = await fetch(instance.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          'content-type': 'application/json',
          ...asked.headers,
          ...headers,
        },
        signal: leaving.signal,
        ...(body && { body: JSON.stringify(body) }),
      })
      if (response.headers.get('content-type')?.startsWith('text/event-stream'))
        return { kind: 'stream', response, hangUp, bytesMax: this.#bytesMax(asked, tries) }
      const answer: Answer = { kind: 'answer', status: response.status, body: await response.json() }
      return isToldToRetry(response) ? undefined : answer
    } catch {
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  pause(asked: Asked, tries: number): Promise<void> {
    return sleep(between(0, pauseMsMax, this.roll(asked, 'pause', tries)))
  }

  #bytesMax(asked: Asked, tries: number): number {
    const cuts = tries < impatientTries && this.roll(asked, 'cuts', tries) < 0.5
    return cuts ? between(1, cutBytesMax, this.roll(asked, 'byte', tries)) : Number.POSITIVE_INFINITY
  }
}

/** The rule of OpenAI's clients, except for 500: the server should never fail here. */
function isToldToRetry({ status, headers }: Response): boolean {
  const told = headers.get('x-should-retry')
  return status !== 500 && (told === null ? [408, 409, 429, 502, 503, 504].includes(status) : told === 'true')
}
