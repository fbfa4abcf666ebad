import fc from 'fast-check'
import type { Pool } from 'pg'
import { checkRows } from '#tests/support/check-rows'
import { roll } from '#tests/support/random'
import { readDatabase } from '#tests/support/rows'
import { type Case, casesOf, type Style } from './cases.ts'
import { type Changes, untilQuiet } from './changes.ts'
import { type Exchange, exchange } from './exchange.ts'
import { type Fact, Known } from './known.ts'
import { OpenaiKnown } from './openai/known.ts'
import { openaiOperations } from './openai/operations.ts'
import type { OpenaiStage } from './openai/stage.ts'
import { type Described, readOperations } from './operations.ts'
import { type Send, sender } from './send.ts'

export type FuzzOptions = {
  url: string
  key: string
  database: Pool
  changes: Changes
  facts: Fact[]
  openai: OpenaiStage
  /** Creates sign-ins, which no fuzz request does. Returns the ids. */
  signIn(): Promise<Fact[]>
  seed: number
  /** The minimum number of requests, without those for shrinking. */
  requests: number
  /** The ids of the operations to call, if not all. */
  only?: string[]
  /** Repeats valid requests to operations that no request has reached. */
  reachesAll?: boolean
  /** Replaces the plain sender, for tests of the fuzzer. */
  send?: Send
  onProgress?(requests: number): void
}

export type FuzzResult = {
  seed: number
  requests: number
  /** Counts of each operation's statuses. Tools count as `mcp` with their success. */
  answers: Record<string, Record<string, number>>
  /** Texts with the request and its faults. Empty after a correct run. */
  violations: string[]
}

/** The share of valid requests, which run concurrently. */
const shareTogether = 0.4

/**
 * Makes requests to every operation in the server's document and to every endpoint of `/v1`. First valid requests to all
 * operations concurrently, to create records. Then unusual and invalid requests one by one, so that each one's row changes
 * are known.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { send, close } = options.send ? { send: options.send, close() {} } : sender(options.url)
  const all = [...(await readOperations(options.url)), ...openaiOperations()]
  const operations = all.filter(({ id }) => options.only?.includes(id) ?? true)
  const run = new Run(options, send)
  const runs = (share: number) => Math.ceil((share * options.requests) / operations.length)
  try {
    await Promise.all(operations.map((operation) => run.together(operation, runs(shareTogether))))
    await run.settle()
    for (const operation of operations) await run.oneByOne(operation, runs(1 - shareTogether))
    await run.settle()
    const missed = options.reachesAll ? operations.filter((operation) => !run.hasReached(operation)) : []
    for (const operation of missed) await run.reach(operation, operations)
    await run.settle()
    return run.result
  } finally {
    close()
  }
}

/** True for an answer of a request that was carried out, or that only the present data prevented. */
export const isReached = (outcome: string): boolean => /^2|409|mcp done/.test(outcome)

class Run {
  readonly result: FuzzResult
  readonly #options: FuzzOptions
  readonly #caller

  constructor(options: FuzzOptions, send: Send) {
    this.result = { seed: options.seed, requests: 0, answers: {}, violations: [] }
    this.#options = options
    const { key, facts, openai } = options
    const { own, foreign } = openai
    this.#caller = {
      send,
      key,
      known: new Known(facts),
      openai: { boundKey: undefined as string | undefined, known: new OpenaiKnown(own, foreign) },
    }
  }

  /** Makes valid requests while other operations are called too. Each `name` makes other ones. */
  together(operation: Described, runs: number, name = 'fits'): Promise<void> {
    return this.#check(operation, runs, { broken: false, keepsToUser: true }, () => {}, name)
  }

  /** Makes unusual and invalid requests one by one. A read or a rejected request must not change a row. */
  async oneByOne(operation: Described, runs: number): Promise<void> {
    const { changes, database, openai, signIn } = this.#options
    // Requests to other operations may have ended the earlier sign-ins.
    if (operation.isOpenai) this.#caller.openai.boundKey = await openai.bindKey()
    else this.#caller.known.replace(await signIn())
    await changes.take()
    return this.#check(
      operation,
      runs,
      { broken: true, keepsToUser: false },
      async ({ answer, changesNothing, faults }) => {
        if (!operation.isOpenai && isBrokenOff(answer)) faults.push('The stream is incomplete.')
        if (!changesNothing) await untilQuiet(database)
        // Using a key updates its last use.
        const changed = (await changes.take()).filter(
          (what) => !operation.isOpenai || what !== 'update api_keys',
        )
        if (changesNothing && changed.length > 0) faults.push(`It changed rows: ${changed.join(', ')}.`)
      },
    )
  }

  hasReached({ id }: Described): boolean {
    return Object.keys(this.result.answers[id] ?? {}).some(isReached)
  }

  /**
   * Makes valid requests again, because others may have deleted all that the operation needs: first those that create
   * records, then its own.
   */
  async reach(operation: Described, all: Described[]): Promise<void> {
    const creating = all.filter(
      ({ method, path, isOpenai }) =>
        method === 'POST' && !path.includes('{') && isOpenai === operation.isOpenai,
    )
    for (let round = 0; round < 3 && !this.hasReached(operation); round++) {
      this.#caller.known.replace(await this.#options.signIn())
      for (const other of creating) await this.together(other, 2, `creates ${round}`)
      await this.together(operation, 10, `reaches ${round}`)
    }
  }

  /** Waits until nothing runs, and checks the remaining rows. */
  async settle(): Promise<void> {
    const { database, changes, openai } = this.#options
    await untilQuiet(database)
    if (openai.leaks() > 0) this.result.violations.push('A prompt has text of another user.')
    this.result.violations.push(...checkRows(await readDatabase(database)))
    await changes.take()
  }

  /** Makes requests one after the other. Stops at the first fault, and records the smallest request that has it. */
  async #check(
    operation: Described,
    numRuns: number,
    style: Style,
    inspect: (made: Exchange) => unknown,
    name = 'broken',
  ): Promise<void> {
    const property = fc.asyncProperty(casesOf(operation, style), async (made: Case) => {
      const exchanged = await exchange(this.#caller, operation, made, style)
      this.#count(operation, exchanged)
      await inspect(exchanged)
      if (exchanged.faults.length > 0) throw new Error(describe(operation, made, exchanged))
    })
    // A seed per operation, so that operations get different faults and values.
    const seed = Math.floor(roll(this.#options.seed, operation.id, name) * 2 ** 31)
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns })
    if (failed) this.result.violations.push((errorInstance as Error).message)
  }

  #count({ id }: Described, { outcome }: Exchange): void {
    this.result.requests++
    this.result.answers[id] ??= {}
    this.result.answers[id][outcome] = (this.result.answers[id][outcome] ?? 0) + 1
    this.#options.onProgress?.(this.result.requests)
  }
}

/** After the status is sent, only the last line of an export or a missing final event shows a failure. */
function isBrokenOff(answer: Exchange['answer']): boolean {
  if (typeof answer?.body !== 'string') return false
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  return isStream
    ? !/\nevent: (completed|failed|cancelled)\n.*\ndata: .*\n\n$/.test(answer.body)
    : answer.body.includes('{"type":"error"')
}

const shownCharacters = 2_000

/** A request and its answer as readable text, without the key. */
function describe({ id }: Described, made: Case, { wire, answer, faults }: Exchange): string {
  const { authorization: _, ...headers } = wire.headers
  const cut = (text: string) => (text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text)
  const asked = [wire.method, wire.target, JSON.stringify(headers), wire.body?.toString() ?? '']
  return [
    `${id}${made.wire ? `, ${made.wire.name}` : ''}: ${faults.join(' ')}`,
    `  asked:    ${cut(asked.join(' '))}`,
    `  answered: ${answer?.status} ${cut(JSON.stringify(answer?.body) ?? '')}`,
  ].join('\n')
}
