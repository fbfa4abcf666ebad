import { nextWaitMs } from './backoff.ts'
import type { Answer, Attempt, Deliverer } from './delivery.ts'
import type { Logs } from './logs.ts'
import { failureDetails, outcomeOf } from './outcome.ts'
import type { Store } from './store.ts'
import type { DeliveryFault, Hooks, Message } from './types.ts'

/** A pending message: waiting with a timer, or with running attempts. */
type Task = { message: Message; timer?: NodeJS.Timeout; attempts: Attempt[] }

type Parts = { store: Store; logs: Logs; deliverer: Deliverer; hooks: Hooks }

const timerMsMax = 2 ** 31 - 1

/**
 * Runs each message from acceptance to its end: delay, attempts, retries, then delivered or dead. Delivery is at least
 * once: a message leaves the store only when it has ended.
 */
export class Dispatcher {
  readonly #parts: Parts
  readonly #tasks = new Map<string, Task>()
  #closed = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  pending(): Message[] {
    return [...this.#tasks.values()].map((task) => task.message)
  }

  /** Stores a new message. It is sent only after `start`. */
  accept(message: Message): void {
    this.#parts.store.messages.set(message.messageId, message)
    this.#parts.logs.add('CREATED', message)
    this.#tasks.set(message.messageId, { message, attempts: [] })
  }

  /** Resumes the messages of an earlier process in order. A message that was in flight is sent again. */
  resumeAll(): void {
    for (const message of this.#parts.store.messages.values()) {
      this.#tasks.set(message.messageId, { message, attempts: [] })
      this.start(message.messageId)
    }
  }

  start(messageId: string): void {
    const task = this.#tasks.get(messageId)
    if (task) this.#wait(task, task.message.notBefore)
  }

  close(): void {
    this.#closed = true
    for (const task of this.#tasks.values()) {
      clearTimeout(task.timer)
      for (const attempt of task.attempts) attempt.abort()
    }
    this.#tasks.clear()
  }

  /** Node's timers have a limit of 24.8 days, so a longer wait is set again. */
  #wait(task: Task, dueAt: number): void {
    const leftMs = dueAt - Date.now()
    const again = () => (leftMs > timerMsMax ? this.#wait(task, dueAt) : this.#attempt(task))
    if (leftMs <= 0) this.#attempt(task)
    else task.timer = setTimeout(again, Math.min(leftMs, timerMsMax)).unref()
  }

  #attempt(task: Task): void {
    const fault: DeliveryFault = this.#parts.hooks.beforeDeliver?.(task.message) ?? 'deliver'
    if (fault === 'drop') this.#end(task)
    else if (typeof fault === 'object') task.timer = setTimeout(() => this.#send(task), fault.delayMs).unref()
    else this.#send(task, fault === 'duplicate')
  }

  #send(task: Task, twice = false): void {
    const { message } = task
    this.#parts.logs.add('ACTIVE', message)
    const attempt = this.#parts.deliverer.attempt(message)
    task.attempts = twice ? [attempt, this.#parts.deliverer.attempt(message)] : [attempt]
    void Promise.all(task.attempts.map((each) => each.answer)).then(([answer]) => {
      task.attempts = []
      if (answer && !this.#closed) this.#settle(task, answer)
    })
  }

  #settle(task: Task, answer: Answer): void {
    const { message } = task
    const outcome = outcomeOf(message, answer)
    if (outcome !== 'retry') this.#end(task)
    if (outcome === 'delivered') this.#parts.logs.add('DELIVERED', message, { responseStatus: answer.status })
    else this.#parts.logs.add('ERROR', message, failureDetails(answer))
    if (outcome === 'retry') this.#retry(task, answer)
    if (outcome === 'dead') this.#parts.logs.add('FAILED', message, failureDetails(answer))
  }

  #retry(task: Task, { headers }: Answer): void {
    const now = Date.now()
    const { message } = task
    const waitMs = nextWaitMs(message, headers['retry-after'], now)
    task.message = { ...message, retried: message.retried + 1, notBefore: Math.round(now + waitMs) }
    this.#parts.store.messages.set(message.messageId, task.message)
    this.#parts.logs.add('RETRY', task.message, { nextDeliveryTime: task.message.notBefore })
    this.#wait(task, task.message.notBefore)
  }

  #end({ message, timer }: Task): void {
    clearTimeout(timer)
    this.#tasks.delete(message.messageId)
    this.#parts.store.messages.delete(message.messageId)
  }
}
