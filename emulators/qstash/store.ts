import { Journal, readJournal } from './journal.ts'
import type { DlqEntry, FlowPin, Message, QueueConfig, Schedule, Topic } from './types.ts'

/** A published deduplication id: the message it named and until when (Unix ms) it counts. */
export type DedupEntry = { messageId: string; until: number }

type Tables = {
  messages: Message
  dlq: DlqEntry
  queues: QueueConfig
  schedules: Schedule
  topics: Topic
  flows: FlowPin
  dedup: DedupEntry
}

type TableName = keyof Tables

/** A map whose changes go to the journal, if there is one. Keys keep the order of their first insertion. */
export class Table<T> {
  readonly #name: string
  readonly #rows = new Map<string, T>()
  readonly #record: (table: string, key: string, value: unknown) => void

  constructor(name: string, record: (table: string, key: string, value: unknown) => void) {
    this.#name = name
    this.#record = record
  }

  get size(): number {
    return this.#rows.size
  }

  get(key: string): T | undefined {
    return this.#rows.get(key)
  }

  has(key: string): boolean {
    return this.#rows.has(key)
  }

  values(): T[] {
    return [...this.#rows.values()]
  }

  entries(): [string, T][] {
    return [...this.#rows]
  }

  /** The entry that was inserted before all others. */
  oldest(): [string, T] | undefined {
    for (const entry of this.#rows) return entry
    return undefined
  }

  set(key: string, value: T): void {
    this.#rows.set(key, value)
    this.#record(this.#name, key, value)
  }

  delete(key: string): boolean {
    if (!this.#rows.delete(key)) return false
    this.#record(this.#name, key, null)
    return true
  }

  /** Applies a change read back from the journal, without recording it again. */
  replay(key: string, value: T | null): void {
    if (value === null) this.#rows.delete(key)
    else this.#rows.set(key, value)
  }
}

/** All durable state. With a file it survives a restart and a SIGKILL; without one it lives in memory. */
export class Store {
  readonly #journal: Journal | undefined
  readonly messages = this.#table<Message>('messages')
  readonly dlq = this.#table<DlqEntry>('dlq')
  readonly queues = this.#table<QueueConfig>('queues')
  readonly schedules = this.#table<Schedule>('schedules')
  readonly topics = this.#table<Topic>('topics')
  readonly flows = this.#table<FlowPin>('flows')
  readonly dedup = this.#table<DedupEntry>('dedup')

  constructor(dataFile: string | undefined) {
    if (dataFile === undefined) return
    for (const [table, key, value] of readJournal(dataFile)) {
      if (isTableName(table)) (this[table] as Table<unknown>).replay(key, value)
    }
    this.#journal = new Journal(dataFile, () => this.#snapshot())
  }

  /** Resolves when every change so far would survive a SIGKILL; rejects when it could not be written. */
  flushed(): Promise<void> {
    return this.#journal?.flushed() ?? Promise.resolve()
  }

  close(): void {
    this.#journal?.close()
  }

  #table<T>(name: TableName): Table<T> {
    return new Table<T>(name, (table, key, value) => this.#journal?.append(table, key, value))
  }

  *#snapshot(): Iterable<[string, string, unknown]> {
    for (const name of tableNames) {
      for (const [key, value] of (this[name] as Table<unknown>).entries()) yield [name, key, value]
    }
  }
}

const tableNames: TableName[] = ['messages', 'dlq', 'queues', 'schedules', 'topics', 'flows', 'dedup']

function isTableName(name: string): name is TableName {
  return (tableNames as string[]).includes(name)
}
