import { nextWaitMs } from './backoff.ts'
import { callbackMessage, failureCallbackMessage } from './callbacks.ts'
import type { Answer, Attempt, Deliverer } from './delivery.ts'
import type { Dlq } from './dlq.ts'
import type { FlowControl } from './flow-control.ts'
import type { Logs } from './logs.ts'
import { failureDetails, outcomeOf } from './outcome.ts'
import type { Queues } from './queues.ts'
import { Recent } from './recent.ts'
import type { Store } from './store.ts'
import type { DeliveryFate, Hooks, Message } from './types.ts'

/** A pending message: waiting for its time or its turn (perhaps with a timer), or with attempts under way. */
type Task = { message: Message; timer?: NodeJS.Timeout; dueAt?: number; attempts: Attempt[] }

type Parts = {
  store: Store
  logs: Logs
  dlq: Dlq
  queues: Queues
  flows: FlowControl
  deliverer: Deliverer
  timeScale: number
  hooks: Hooks
  onFinished: (message: Message, delivered: boolean) => void
}

const timerMsMax = 2 ** 31 - 1

/**
 * Takes each message from acceptance to its end: wait, queue turn, flow control, attempts, retries, then
 * delivered, dead or canceled. At least once: a message leaves the store only when it has ended.
 */
export class Dispatcher {
  readonly #parts: Parts
  readonly #tasks = new Map<string, Task>()
  readonly #recent = new Recent()
  #inFlight = 0
  #closed = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get inFlight(): number {
    return this.#inFlight
  }

  pending(): Message[] {
    return [...this.#tasks.values()].map((task) => task.message)
  }

  /** The message while it is pending and for a few seconds after its end, as QStash keeps it. */
  find(messageId: string): Message | undefined {
    return this.#tasks.get(messageId)?.message ?? this.#recent.get(messageId)
  }

  /** Stores a new message; it waits for `start`. */
  accept(message: Message): void {
    this.#parts.store.messages.set(message.messageId, message)
    this.#parts.logs.add('CREATED', message)
    this.#register(message)
  }

  /** Takes up the messages of an earlier process, in their order. One that was in flight goes out again. */
  resumeAll(): void {
    const messages = this.#parts.store.messages.values()
    for (const message of messages) this.#register(message)
    for (const message of messages) this.start(message.messageId)
  }

  start(messageId: string): void {
    const task = this.#tasks.get(messageId)
    if (task) this.#wait(task, task.message.notBefore - Date.now())
  }

  /** Ends the wait of a delayed or retrying message. False when it is not waiting. */
  releaseNow(messageId: string): boolean {
    const task = this.#tasks.get(messageId)
    if (!task?.timer) return false
    this.#admit(task)
    return true
  }

  /** Removes a pending message and aborts its attempts. False when there is none. */
  cancel(messageId: string): boolean {
    const task = this.#tasks.get(messageId)
    if (!task) return false
    this.#end(task)
    this.#parts.logs.add('CANCELED', task.message)
    return true
  }

  close(): void {
    this.#closed = true
    for (const task of this.#tasks.values()) {
      clearTimeout(task.timer)
      for (const attempt of task.attempts) attempt.abort()
    }
    this.#tasks.clear()
  }

  #register(message: Message): void {
    this.#tasks.set(message.messageId, { message, attempts: [] })
    this.#parts.flows.join(message)
  }

  #wait(task: Task, nominalMs: number): void {
    if (nominalMs <= 0) this.#admit(task)
    else {
      task.dueAt = Date.now() + nominalMs * this.#parts.timeScale
      this.#arm(task)
    }
  }

  /** Node's timers end at 24.8 days: a longer wait is armed again. */
  #arm(task: Task): void {
    const left = (task.dueAt ?? 0) - Date.now()
    const fire = () => (left > timerMsMax ? this.#arm(task) : this.#admit(task))
    task.timer = setTimeout(fire, Math.min(Math.max(0, left), timerMsMax))
    task.timer.unref()
  }

  #admit(task: Task): void {
    clearTimeout(task.timer)
    task.timer = undefined
    const { queueName, messageId } = task.message
    if (queueName === undefined) this.#passFlow(task)
    else this.#parts.queues.gate(queueName).enter(messageId, () => this.#passFlow(task))
  }

  #passFlow(task: Task): void {
    const gate = this.#parts.flows.gateOf(task.message)
    if (gate) gate.enter(task.message.messageId, () => this.#attempt(task))
    else this.#attempt(task)
  }

  #attempt(task: Task): void {
    const fate: DeliveryFate = this.#parts.hooks.beforeDeliver?.(task.message) ?? 'deliver'
    if (fate === 'drop') this.#end(task)
    else if (typeof fate === 'object') {
      const timer = setTimeout(() => this.#send(task), fate.delayMs).unref()
      task.attempts = [{ answer: new Promise(() => {}), abort: () => clearTimeout(timer) }]
    } else this.#send(task, fate === 'duplicate')
  }

  #send(task: Task, twice = false): void {
    const { message } = task
    this.#parts.logs.add('ACTIVE', message)
    this.#inFlight++
    const attempt = this.#parts.deliverer.attempt(message)
    task.attempts = twice ? [attempt, this.#parts.deliverer.attempt(message)] : [attempt]
    Promise.all(task.attempts.map((each) => each.answer)).then(([answer]) => {
      this.#inFlight--
      task.attempts = []
      if (answer && !this.#closed && this.#tasks.get(message.messageId) === task) this.#settle(task, answer)
    })
  }

  #settle(task: Task, answer: Answer): void {
    const { message } = task
    const outcome = outcomeOf(message, answer)
    this.#publish(callbackMessage(message, answer))
    if (outcome === 'dead') this.#fail(task, answer)
    else if (outcome === 'retry') this.#retry(task, answer)
    else {
      this.#recent.add(message)
      this.#end(task)
      this.#parts.logs.add('DELIVERED', message, { responseStatus: answer.status })
      this.#parts.onFinished(message, true)
    }
  }

  #fail(task: Task, answer: Answer): void {
    const { message } = task
    const details = failureDetails(answer)
    const dlqId = this.#parts.dlq.add(message, answer)
    this.#publish(failureCallbackMessage(message, answer, dlqId))
    this.#recent.add(message)
    this.#end(task)
    this.#parts.logs.add('ERROR', message, details)
    this.#parts.logs.add('FAILED', message, details)
    this.#parts.onFinished(message, false)
  }

  /** A queued message keeps its queue place through its retries; a flow-control place is given back. */
  #retry(task: Task, answer: Answer): void {
    const now = Date.now()
    const waitMs = nextWaitMs(task.message, answer.header, now)
    const { message } = task
    this.#parts.logs.add('ERROR', message, failureDetails(answer))
    task.message = { ...message, retried: message.retried + 1, notBefore: Math.round(now + waitMs) }
    this.#parts.store.messages.set(message.messageId, task.message)
    this.#parts.logs.add('RETRY', task.message, { nextDeliveryTime: task.message.notBefore })
    this.#wait(task, Math.max(waitMs, 1))
    this.#parts.flows.gateOf(message)?.leave(message.messageId)
  }

  #publish(message: Message | undefined): void {
    if (!message) return
    this.accept(message)
    this.start(message.messageId)
  }

  /** The message is over: out of the store, its waits and attempts ended, its places given up. */
  #end(task: Task): void {
    const { message } = task
    clearTimeout(task.timer)
    this.#tasks.delete(message.messageId)
    this.#parts.store.messages.delete(message.messageId)
    for (const attempt of task.attempts) attempt.abort()
    this.#parts.flows.leave(message)
    if (message.queueName !== undefined) this.#parts.queues.leave(message.queueName, message.messageId)
  }
}
