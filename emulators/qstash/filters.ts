import { badRequest } from './errors.ts'

/** The fields that the list and bulk endpoints can filter by. */
type Filterable = {
  messageId: string
  url: string
  dlqId?: string
  topicName?: string
  scheduleId?: string
  queueName?: string
  flowControlKey?: string
  callerIP: string
  labels?: string[]
  responseStatus?: number
}

type Field = (item: Filterable) => (string | undefined)[]

const fields: Record<string, Field> = {
  messageId: (item) => [item.messageId],
  messageIds: (item) => [item.messageId],
  dlqIds: (item) => [item.dlqId],
  url: (item) => [item.url],
  topicName: (item) => [item.topicName],
  scheduleId: (item) => [item.scheduleId],
  queueName: (item) => [item.queueName],
  flowControlKey: (item) => [item.flowControlKey],
  callerIp: (item) => [item.callerIP],
  callerIP: (item) => [item.callerIP],
  label: (item) => item.labels ?? [],
  responseStatus: (item) => [item.responseStatus?.toString()],
  host: (item) => [new URL(item.url).host, new URL(item.url).hostname],
  path: (item) => [new URL(item.url).pathname],
}

/**
 * Whether an item passes every filter in the query: a repeated parameter means "any of these", different
 * parameters mean "all of these". `time` (Unix ms) is what `fromDate` and `toDate`, both inclusive, compare.
 */
export function matchesFilters(item: Filterable, time: number, query: URLSearchParams): boolean {
  for (const name of new Set(query.keys())) {
    if (name === 'fromDate' && time < Number(query.get(name))) return false
    if (name === 'toDate' && time > Number(query.get(name))) return false
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) continue
    const wanted = query.getAll(name)
    if (!field(item).some((value) => value !== undefined && wanted.includes(value))) return false
  }
  return true
}

/** The `count` parameter: `fallback` when absent, at most `max`. Throws a 400 unless it is a positive integer. */
export function pageSize(query: URLSearchParams, fallback: number, max: number): number {
  const text = query.get('count')
  if (text === null) return fallback
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badRequest(`invalid count: ${text}`)
  return Math.min(max, Number(text))
}
