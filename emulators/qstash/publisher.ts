import { createHash } from 'node:crypto'
import type { Dispatcher } from './dispatcher.ts'
import { badRequest } from './errors.ts'
import type { PlainHeaders } from './headers.ts'
import { newId } from './ids.ts'
import { checkedQueueName } from './queues.ts'
import { durationHeader, isHttpUrl, parseSettings } from './settings.ts'
import type { DedupEntry, Table } from './store.ts'
import type { Topics } from './topics.ts'
import type { Message, MessageSettings } from './types.ts'

/** One publish as it came in; `destination` is a URL or the name of a URL group. */
export type PublishRequest = {
  destination: string
  headers: PlainHeaders
  body: Buffer
  callerIP: string
  queueName?: string
}

export type Published = { messageId: string; url: string; deduplicated?: true }

/** A checked publish, with nothing stored yet. */
export type Prepared = {
  settings: MessageSettings
  targets: Target[]
  isGroup: boolean
  createdAt: number
  notBefore: number
  dedupId?: string
}

type Target = Pick<Message, 'url' | 'topicName' | 'endpointName'>

/** https://upstash.com/docs/qstash/features/deduplication */
const dedupMs = 10 * 60_000

/** Turns publish requests into accepted messages, one for each endpoint, unless they are duplicates. */
export class Publisher {
  readonly #dispatcher: Dispatcher
  readonly #topics: Topics
  readonly #dedup: Table<DedupEntry>

  constructor(dispatcher: Dispatcher, topics: Topics, dedup: Table<DedupEntry>) {
    this.#dispatcher = dispatcher
    this.#topics = topics
    this.#dedup = dedup
  }

  /** Checks a request without storing anything. Throws a 400 ApiError. */
  prepare(request: PublishRequest): Prepared {
    const settings = parseSettings(request.headers, request.body, request.callerIP)
    if (request.queueName !== undefined) settings.queueName = checkedQueueName(request.queueName)
    const targets = this.targets(request.destination)
    const isGroup = targets[0]?.topicName !== undefined || targets.length !== 1
    const createdAt = Date.now()
    const notBefore = parseNotBefore(request.headers, createdAt)
    return { settings, targets, isGroup, createdAt, notBefore, dedupId: dedupIdOf(request, settings) }
  }

  /** Stores the messages of a prepared request. They wait for the dispatcher's `start`. */
  commit({ settings, targets, createdAt, notBefore, dedupId }: Prepared): Published[] {
    return targets.map((target) => {
      const key =
        dedupId === undefined || target.topicName === undefined ? dedupId : groupKey(dedupId, target)
      const original = key === undefined ? undefined : this.#original(key)
      if (original !== undefined) return { messageId: original, url: target.url, deduplicated: true }
      const messageId = newId('msg')
      const message = { ...settings, ...target, messageId, createdAt, notBefore, retried: 0 }
      this.#dispatcher.accept(message)
      if (key !== undefined) this.#rememberDedup(key, messageId)
      return { messageId, url: target.url }
    })
  }

  /** Where a destination leads: itself, or the endpoints of the URL group it names. Throws a 400. */
  targets(destination: string): Target[] {
    if (isHttpUrl(destination)) return [{ url: destination }]
    const topic = this.#topics.get(destination)
    if (!topic)
      throw badRequest('invalid destination url: endpoint has invalid scheme, add http:// or https://')
    return topic.endpoints.map(({ name, url }) => {
      const target: Target = { url, topicName: topic.name }
      return name === undefined ? target : { ...target, endpointName: name }
    })
  }

  /** The same for a destination that may have gone since it was checked. */
  targetsOrNone(destination: string): Target[] {
    return isHttpUrl(destination) || this.#topics.get(destination) ? this.targets(destination) : []
  }

  start(published: Published[]): void {
    for (const { messageId, deduplicated } of published) if (!deduplicated) this.#dispatcher.start(messageId)
  }

  #original(key: string): string | undefined {
    const entry = this.#dedup.get(key)
    return entry && entry.until > Date.now() ? entry.messageId : undefined
  }

  /** Entries expire in the order of their insertion: only the oldest need a look. */
  #rememberDedup(key: string, messageId: string): void {
    const now = Date.now()
    this.#dedup.delete(key)
    this.#dedup.set(key, { messageId, until: now + dedupMs })
    for (let oldest = this.#dedup.oldest(); oldest && oldest[1].until <= now; oldest = this.#dedup.oldest())
      this.#dedup.delete(oldest[0])
  }
}

const groupKey = (dedupId: string, target: Target) => `${dedupId}\n${target.topicName}\n${target.url}`

/** `Upstash-Not-Before` (Unix seconds) outranks `Upstash-Delay`. Unix ms; throws a 400 when unreadable. */
function parseNotBefore(headers: PlainHeaders, now: number): number {
  const seconds = headers['upstash-not-before']
  if (seconds === undefined) return now + (durationHeader(headers, 'upstash-delay') ?? 0)
  if (!/^\d{1,12}$/.test(seconds)) throw badRequest(`invalid Upstash-Not-Before: ${seconds}`)
  return Number(seconds) * 1000
}

/** The publisher's own id, or a hash of destination, body, content type and forwarded headers. */
function dedupIdOf(request: PublishRequest, settings: MessageSettings): string | undefined {
  const id = request.headers['upstash-deduplication-id']
  if (id !== undefined && id !== '') return id
  if (request.headers['upstash-content-based-deduplication'] !== 'true') return undefined
  const header = Object.entries(settings.header).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([request.destination, header]))
    .update(request.body)
    .digest('hex')
}
