import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/** A change of a table: the new value of a key, or null if the key was deleted. */
type Change = { t: string; k: string; v: unknown }

type Snapshot = () => Iterable<[table: string, key: string, value: unknown]>

const compactAfterBytes = 64 * 1024 * 1024
const readableByOwnerOnly = 0o600

/**
 * An append-only file of changes, one JSON line each. Changes of one tick are written together; `flushed()`
 * resolves when all changes so far have reached the operating system, so they survive a SIGKILL.
 */
export class Journal {
  readonly #file: string
  readonly #snapshot: Snapshot
  #descriptor: number
  #pending: string[] = []
  #waiters: { resolve: () => void; reject: (error: unknown) => void }[] = []
  #scheduled: NodeJS.Immediate | undefined
  #bytes = 0
  #tornTail = false
  #closed = false

  /** Rewrites the file to the snapshot and opens it for appending. */
  constructor(file: string, snapshot: Snapshot) {
    this.#file = file
    this.#snapshot = snapshot
    this.#descriptor = this.#compacted()
  }

  /** Throws after `close`: the descriptor's number may belong to another file by then. */
  append(table: string, key: string, value: unknown): void {
    if (this.#closed) throw new Error('the journal is closed')
    this.#pending.push(line(table, key, value))
    this.#scheduled ??= setImmediate(() => this.#flush())
  }

  flushed(): Promise<void> {
    if (this.#pending.length === 0) return Promise.resolve()
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }))
  }

  close(): void {
    if (this.#scheduled) clearImmediate(this.#scheduled)
    this.#flush()
    this.#closed = true
    closeSync(this.#descriptor)
  }

  #flush(): void {
    this.#scheduled = undefined
    const lines = this.#pending
    const waiters = this.#waiters
    this.#pending = []
    this.#waiters = []
    if (lines.length === 0) return
    try {
      this.#write(lines.join(''))
      for (const waiter of waiters) waiter.resolve()
    } catch (error) {
      this.#tornTail = true
      for (const waiter of waiters) waiter.reject(error)
      return
    }
    if (this.#bytes > compactAfterBytes) this.#compactOnline()
  }

  /** If the disk has no space for the new file, the old one stays in use. */
  #compactOnline(): void {
    const oldDescriptor = this.#descriptor
    try {
      this.#descriptor = this.#compacted()
      closeSync(oldDescriptor)
    } catch {
      this.#bytes = 0
    }
  }

  /** After a failed write the file may end in half a line, so the next write starts a new line. */
  #write(text: string): void {
    const bytes = Buffer.from(this.#tornTail ? `\n${text}` : text)
    this.#bytes += writeAll(this.#descriptor, bytes)
    this.#tornTail = false
  }

  #compacted(): number {
    const fresh = `${this.#file}.new`
    const descriptor = openSync(fresh, 'w', readableByOwnerOnly)
    try {
      for (const [table, key, value] of this.#snapshot())
        writeAll(descriptor, Buffer.from(line(table, key, value)))
      renameSync(fresh, this.#file)
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
    this.#bytes = 0
    return descriptor
  }
}

/** The changes in the file, oldest first. Skips lines that a crash cut off. A missing file has no changes. */
export function* readJournal(file: string): Iterable<[table: string, key: string, value: unknown]> {
  if (!existsSync(file)) return
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const change = parseLine(text)
    if (change) yield [change.t, change.k, change.v]
  }
}

function line(table: string, key: string, value: unknown): string {
  return `${JSON.stringify({ t: table, k: key, v: value ?? null } satisfies Change)}\n`
}

function parseLine(text: string): Change | undefined {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Change)
  } catch {
    return undefined
  }
}

function writeAll(descriptor: number, bytes: Buffer): number {
  let written = 0
  while (written < bytes.length) written += writeSync(descriptor, bytes, written)
  return bytes.length
}
