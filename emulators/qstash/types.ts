/** A publisher's settings. Messages and schedules share them. */
export type MessageSettings = {
  body: string
  contentType?: string
  maxRetries: number
  retryDelayExpression?: string
}

/** One message to one URL. `notBefore` and `createdAt` are Unix milliseconds; `retried` counts retries so far. */
export type Message = MessageSettings & {
  messageId: string
  url: string
  scheduleId?: string
  notBefore: number
  createdAt: number
  retried: number
}

/** A cron schedule that publishes its message at each firing. */
export type Schedule = MessageSettings & {
  scheduleId: string
  cron: string
  destination: string
  createdAt: number
}

/** The fault that a test injects into a delivery attempt. */
export type DeliveryFault = 'deliver' | 'drop' | 'duplicate' | { delayMs: number }

export type Hooks = { beforeDeliver?: (message: Message) => DeliveryFault }
