import fc from 'fast-check'
import type { Pool } from 'pg'
import { checkRows } from '#tests/soak/check'
import { readDatabase } from '#tests/soak/evidence'
import { roll } from '#tests/soak/random'
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
  /** Signs people in, which no request of a fuzzer does. Returns the ids. */
  signIn(): Promise<Fact[]>
  seed: number
  /** How many requests are made at the least, those of shrinking not counted. */
  requests: number
  /** Instead of the plain sender, for tests of this very program. */
  send?: Send
  onProgress?(requests: number): void
}

export type FuzzResult = {
  seed: number
  requests: number
  /** How often each operation was answered with each status; tools as `mcp` and whether they succeeded. */
  answers: Record<string, Record<string, number>>
  /** Each a text with the request and what is wrong; none after a good run. */
  violations: string[]
}

/** The share of the requests that fit and are made side by side. */
const shareTogether = 0.4

/**
 * Makes requests of every operation that a server's document names, and of every endpoint of `/v1`. First those that fit, of all operations side by
 * side, so that there is something to break; then, one by one, those that are odd or broken, so that it is known of
 * each what rows it changed.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { send, close } = options.send ? { send: options.send, close() {} } : sender(options.url)
  const operations = [...(await readOperations(options.url)), ...openaiOperations()]
  const run = new Run(options, send)
  const runs = (share: number) => Math.ceil((share * options.requests) / operations.length)
  try {
    await Promise.all(operations.map((operation) => run.together(operation, runs(shareTogether))))
    await run.settle()
    for (const operation of operations) await run.oneByOne(operation, runs(1 - shareTogether))
    await run.settle()
    return run.result
  } finally {
    close()
  }
}

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

  /** Requests that fit, while other operations are called as well. */
  together(operation: Described, runs: number): Promise<void> {
    return this.#check(operation, runs, { broken: false, keepsToUser: true }, () => {})
  }

  /** Requests that are odd or broken, with nothing else under way: what reads or is refused changes no row. */
  async oneByOne(operation: Described, runs: number): Promise<void> {
    const { changes, database, openai, signIn } = this.#options
    // Requests of other operations may have ended those before.
    if (operation.isOpenai) this.#caller.openai.boundKey = await openai.bindKey()
    else this.#caller.known.replace(await signIn())
    await changes.take()
    return this.#check(
      operation,
      runs,
      { broken: true, keepsToUser: false },
      async ({ answer, changesNothing, faults }) => {
        if (!operation.isOpenai && isBrokenOff(answer)) faults.push('The stream broke off.')
        if (!changesNothing) await untilQuiet(database)
        // A key notes when it was used last.
        const changed = (await changes.take()).filter(
          (what) => !operation.isOpenai || what !== 'update api_keys',
        )
        if (changesNothing && changed.length > 0) faults.push(`It changed rows: ${changed.join(', ')}.`)
      },
    )
  }

  /** Waits until nothing is under way any more, and judges the rows that are left. */
  async settle(): Promise<void> {
    const { database, changes, openai } = this.#options
    await untilQuiet(database)
    if (openai.leaks() > 0) this.result.violations.push('A prompt has what another user said.')
    this.result.violations.push(...checkRows(await readDatabase(database)))
    await changes.take()
  }

  /** Makes one request after the other. The smallest with a fault is noted, and the operation is done with. */
  async #check(
    operation: Described,
    numRuns: number,
    style: Style,
    inspect: (made: Exchange) => unknown,
  ): Promise<void> {
    const property = fc.asyncProperty(casesOf(operation, style), async (made: Case) => {
      const exchanged = await exchange(this.#caller, operation, made, style)
      this.#count(operation, exchanged)
      await inspect(exchanged)
      if (exchanged.faults.length > 0) throw new Error(describe(operation, made, exchanged))
    })
    // Else all operations would get the same faults and values in the same order.
    const seed = Math.floor(
      roll(this.#options.seed, operation.id, style.broken ? 'broken' : 'fits') * 2 ** 31,
    )
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

/** Once the status is sent the last line of an export tells of a failure, and a job's events have no end. */
function isBrokenOff(answer: Exchange['answer']): boolean {
  if (typeof answer?.body !== 'string') return false
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  return isStream
    ? !/\nevent: (completed|failed|cancelled)\n.*\ndata: .*\n\n$/.test(answer.body)
    : answer.body.includes('{"type":"error"')
}

const shownCharacters = 2_000

/** A request and its answer as a person reads them, without the key. */
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
