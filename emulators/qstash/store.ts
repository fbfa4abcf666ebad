import { Journal, readJournal } from './journal.ts'
import type { Message, Schedule } from './types.ts'

type Tables = { messages: Message; schedules: Schedule }

type TableName = keyof Tables

/** A map that writes its changes to the journal, if there is one. Keys keep their insertion order. */
export class Table<T> {
  readonly #name: string
  readonly #rows = new Map<string, T>()
  readonly #record: (table: string, key: string, value: unknown) => void

  constructor(name: string, record: (table: string, key: string, value: unknown) => void) {
    this.#name = name
    this.#record = record
  }

  get(key: string): T | undefined {
    return this.#rows.get(key)
  }

  values(): T[] {
    return [...this.#rows.values()]
  }

  entries(): [string, T][] {
    return [...this.#rows]
  }

  set(key: string, value: T): void {
    this.#rows.set(key, value)
    this.#record(this.#name, key, value)
  }

  delete(key: string): void {
    if (this.#rows.delete(key)) this.#record(this.#name, key, null)
  }

  /** Applies a change from the journal without recording it again. */
  replay(key: string, value: T | null): void {
    if (value === null) this.#rows.delete(key)
    else this.#rows.set(key, value)
  }
}

/** All durable state. With a file it survives a restart and a SIGKILL; without one it is in memory. */
export class Store {
  readonly #journal: Journal | undefined
  readonly messages = this.#table<Message>('messages')
  readonly schedules = this.#table<Schedule>('schedules')

  constructor(dataFile: string | undefined) {
    if (dataFile === undefined) return
    for (const [table, key, value] of readJournal(dataFile)) {
      if (isTableName(table)) (this[table] as Table<unknown>).replay(key, value)
    }
    this.#journal = new Journal(dataFile, () => this.#snapshot())
  }

  /** Resolves when every change so far survives a SIGKILL. Rejects if a change could not be written. */
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

const tableNames: TableName[] = ['messages', 'schedules']

function isTableName(name: string): name is TableName {
  return (tableNames as string[]).includes(name)
}
