import { badRequest, notFound } from './errors.ts'
import type { Call, Reply } from './http.ts'
import { isHttpUrl } from './settings.ts'
import type { Table } from './store.ts'
import type { Endpoint, Topic } from './types.ts'

/** URL groups, which the API calls topics: named lists of endpoints. */
export class Topics {
  readonly #table: Table<Topic>

  constructor(table: Table<Topic>) {
    this.#table = table
  }

  get(name: string): Topic | undefined {
    return this.#table.get(name)
  }

  list(): Topic[] {
    return this.#table.values()
  }

  /** Adds endpoints, creating the group when needed; one with a known URL or name replaces that one. */
  add(name: string, endpoints: Endpoint[]): void {
    const now = Date.now()
    const before = this.#table.get(name)
    const kept = (before?.endpoints ?? []).filter((known) => !endpoints.some((added) => same(known, added)))
    this.#table.set(name, {
      name,
      endpoints: [...kept, ...endpoints],
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    })
  }

  remove(topic: Topic, endpoints: Partial<Endpoint>[]): void {
    const kept = topic.endpoints.filter((known) => !endpoints.some((removed) => same(known, removed)))
    this.#table.set(topic.name, { ...topic, endpoints: kept, updatedAt: Date.now() })
  }

  delete(name: string): void {
    this.#table.delete(name)
  }
}

function same(a: Partial<Endpoint>, b: Partial<Endpoint>): boolean {
  return (a.url !== undefined && a.url === b.url) || (a.name !== undefined && a.name === b.name)
}

/** `/v2/topics`: list, get, delete, and add or remove endpoints. */
export function topicsRoute(topics: Topics, call: Call): Reply {
  const [name, part] = call.path
  if (name === undefined) {
    if (call.method !== 'GET') throw notFound('not found')
    return { status: 200, body: topics.list() }
  }
  if (part === 'endpoints') return changeEndpoints(topics, name, call)
  if (part !== undefined) throw notFound('not found')
  if (call.method === 'DELETE') {
    topics.delete(name)
    return { status: 200 }
  }
  if (call.method !== 'GET') throw notFound('not found')
  return { status: 200, body: existing(topics, name) }
}

function changeEndpoints(topics: Topics, name: string, call: Call): Reply {
  if (!/^[\w.-]+$/.test(name)) throw badRequest(`invalid topic name: ${name}`)
  const { endpoints } = call.json() as { endpoints?: Partial<Endpoint>[] }
  if (!Array.isArray(endpoints)) throw badRequest('endpoints is required')
  if (call.method === 'POST') topics.add(name, endpoints.map(checkedEndpoint))
  else if (call.method === 'DELETE') topics.remove(existing(topics, name), endpoints)
  else throw notFound('not found')
  return { status: 200 }
}

function existing(topics: Topics, name: string): Topic {
  const topic = topics.get(name)
  if (!topic) throw notFound(`topic ${name} not found`)
  return topic
}

function checkedEndpoint({ name, url }: Partial<Endpoint>): Endpoint {
  if (typeof url !== 'string' || !isHttpUrl(url))
    throw badRequest(`invalid endpoint url: ${url}, add http:// or https:// in front of the url`)
  return typeof name === 'string' && name !== '' ? { name, url } : { url }
}
