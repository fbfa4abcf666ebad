/** Header names in canonical form (`Content-Type`) to their values, as QStash's API shows them. */
export type HeaderMap = Record<string, string[]>

/** What a publisher asked for; shared by messages and schedules. Durations say their unit. */
export type MessageSettings = {
  method: string
  header: HeaderMap
  body?: string
  bodyBase64?: string
  maxRetries: number
  retryDelayExpression?: string
  timeoutMs?: number
  callback?: string
  failureCallback?: string
  /** Settings of the callback messages themselves, as the `upstash-*` headers they would be published with. */
  callbackHeaders?: Record<string, string>
  failureCallbackHeaders?: Record<string, string>
  queueName?: string
  flowControlKey?: string
  parallelism?: number
  rate?: number
  /** Flow control period in seconds. */
  period?: number
  label?: string
  labels?: string[]
  redact?: string[]
  callerIP: string
}

/** One message to one URL. `notBefore` and `createdAt` are Unix milliseconds; `retried` counts retries so far. */
export type Message = MessageSettings & {
  messageId: string
  url: string
  topicName?: string
  endpointName?: string
  scheduleId?: string
  notBefore: number
  createdAt: number
  retried: number
}

/** A message that failed for good, with the answer to its last attempt. */
export type DlqEntry = Message & {
  dlqId: string
  responseStatus: number
  responseHeader: HeaderMap
  responseBody?: string
  responseBodyBase64?: string
}

/** A cron schedule: `delaySeconds` is added after each firing; times are Unix milliseconds. */
export type Schedule = MessageSettings & {
  scheduleId: string
  cron: string
  destination: string
  delaySeconds?: number
  createdAt: number
  isPaused: boolean
  lastScheduleTime?: number
  lastScheduleStates?: Record<string, 'IN_PROGRESS' | 'SUCCESS' | 'FAIL'>
}

export type QueueConfig = {
  name: string
  parallelism: number
  paused: boolean
  createdAt: number
  updatedAt: number
}

export type Endpoint = { name?: string; url: string }

export type Topic = { name: string; endpoints: Endpoint[]; createdAt: number; updatedAt: number }

/** What an operator fixed for a flow-control key; it outranks what messages ask for. Period in seconds. */
export type FlowPin = { key: string; paused: boolean; parallelism?: number; rate?: number; period?: number }

/** What a fault test does to one delivery attempt. */
export type DeliveryFate = 'deliver' | 'drop' | 'duplicate' | { delayMs: number }

export type Hooks = { beforeDeliver?: (message: Message) => DeliveryFate }
