import { DatabaseUnavailable, StatementError } from '#lib/db/errors'
import type { Row, Statement } from '#lib/db/statement'
import { tunables } from '#lib/tunables'

/** Runs one statement before a deadline (in performance.now() time) and throws the errors of `errors.ts`. */
type Run = (statement: Statement, values: unknown[], deadlineMs: number) => Promise<Row[]>

type Member = {
  values: unknown[]
  order: string
  deadlineMs: number
  resolve(rows: Row[]): void
  reject(error: unknown): void
}

/**
 * Batches calls of one statement: calls that arrive while another one runs are sent together in one transaction, which
 * saves round trips and commits. In an idle process no call waits. Each call gets its own rows or error. The statement
 * must have the form `select f(…) as name`.
 */
export class Batches {
  readonly #run: Run
  readonly #lines = new Map<Statement, Line>()

  constructor(run: Run) {
    this.#run = run
  }

  /** A batch runs its calls sorted by `order`, so the batches of two processes take their locks in the same order. */
  query(statement: Statement, values: unknown[], order: string, deadlineMs: number): Promise<Row[]> {
    let line = this.#lines.get(statement)
    if (!line) {
      line = new Line(statement, this.#run)
      this.#lines.set(statement, line)
    }
    return new Promise((resolve, reject) => line.add({ values, order, deadlineMs, resolve, reject }))
  }
}

/** The waiting calls of one statement. Sends them in batches. */
class Line {
  readonly #statement: Statement
  readonly #run: Run
  readonly #ofSize: Statement[] = []
  #waiting: Member[] = []
  #isDue = false
  /** True while new calls wait for the running batch. */
  #isHeld = false
  #timer: NodeJS.Timeout | undefined

  constructor(statement: Statement, run: Run) {
    this.#statement = statement
    this.#run = run
  }

  add(member: Member): void {
    this.#waiting.push(member)
    if (!this.#isHeld) this.#sendSoon()
  }

  /** Sends after the current turn of the event loop, so all calls of this turn join the batch. */
  #sendSoon(): void {
    this.#isHeld = false
    if (this.#isDue || this.#waiting.length === 0) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      void this.#send(this.#waiting.splice(0, tunables.sqlBatchMax))
    })
  }

  async #send(members: Member[]): Promise<void> {
    this.#isHeld = true
    clearTimeout(this.#timer)
    // A batch that waits for a lock or a slow network must not block later calls.
    const timer = setTimeout(() => this.#sendSoon(), tunables.sqlBatchWaitMs)
    this.#timer = timer
    await this.#runAll(members)
    clearTimeout(timer)
    this.#sendSoon()
  }

  async #runAll(members: Member[]): Promise<void> {
    if (members.length > 1 && (await this.#runAsOne(members.toSorted(byOrder)))) return
    await Promise.all(members.map((member) => this.#runAlone(member)))
  }

  #runAlone({ values, deadlineMs, resolve, reject }: Member): Promise<void> {
    return this.#run(this.#statement, values, deadlineMs).then(resolve, reject)
  }

  /** Returns false when the whole batch was rolled back, so each call may run alone. */
  async #runAsOne(members: Member[]): Promise<boolean> {
    const values = members.flatMap((member) => member.values)
    const deadlineMs = Math.min(...members.map((member) => member.deadlineMs))
    try {
      const rows = await this.#run(this.#statementFor(members), values, deadlineMs)
      for (const { member, timeout, ...row } of rows) members[Number(member)]!.resolve([row])
      return true
    } catch (error) {
      if (isRolledBack(error)) return false
      for (const { reject } of members) reject(error)
      return true
    }
  }

  #statementFor({ length, 0: first }: Member[]): Statement {
    this.#ofSize[length] ??= batched(this.#statement, length, first!.values.length)
    return this.#ofSize[length]
  }
}

const byOrder = (a: Member, b: Member) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)

/** True when PostgreSQL reported a rollback and the members may still succeed one by one. */
const isRolledBack = (error: unknown) =>
  error instanceof StatementError || (error instanceof DatabaseUnavailable && /^40/.test(error.code ?? ''))

/**
 * Builds the statement for `size` calls with `width` values each. It waits at most `sqlBatchLockMs` for a lock, because
 * it holds the locks of its other members meanwhile. After that each call runs alone.
 */
function batched({ name, text }: Statement, size: number, width: number): Statement {
  const timeout = `set_config('lock_timeout', '${tunables.sqlBatchLockMs}ms', true)`
  const call = text.trim().replace(/^select /, '')
  const parts = Array.from({ length: size }, (_, member) => {
    const own = call.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + member * width}`)
    return `select ${member} as member, ${member === 0 ? timeout : 'null'} as timeout, ${own}`
  })
  return { name, text: parts.join('\nunion all ') }
}
