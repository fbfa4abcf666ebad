import type { Instruction, Report } from '#lib/server/messages'
import { type MetricJson, ofProcess, toText } from '#lib/telemetry/prometheus'
import type { TextForm } from '#lib/telemetry/text-form'
import { tunables } from '#lib/tunables'

/** A process that serves, by the number that is its label in the metrics. */
export type Source = { id: number; number: number; tell(instruction: Instruction): void }

type Collected = Extract<Report, { kind: 'collected' }>
type Scrape = { waiting: Set<number>; state?: MetricJson[]; done(): void }

/**
 * Gathers the metrics of the processes that serve by one port, in the process that has started them. Each has series of
 * its own, so a scrape is the same whichever of them it reaches, and a process that is replaced begins again at 0 as
 * Prometheus expects of a restart. Of one that does not answer in time the last metrics are given.
 */
export class Scrapes {
  readonly #last = new Map<number, MetricJson[]>()
  readonly #open = new Map<number, Scrape>()
  readonly #waitMs: number
  #count = 0

  constructor(waitMs: number = tunables.scrapeMs) {
    this.#waitMs = waitMs
  }

  /** The text of all metrics; the state that they share is read by the first of the sources. */
  async gather(sources: Source[], form: TextForm): Promise<string> {
    const scrape = ++this.#count
    const state = await new Promise<MetricJson[] | undefined>((resolve) => {
      const timer = setTimeout(() => open.done(), this.#waitMs)
      const open: Scrape = {
        waiting: new Set(sources.map(({ id }) => id)),
        done: () => {
          clearTimeout(timer)
          this.#open.delete(scrape)
          resolve(open.state)
        },
      }
      this.#open.set(scrape, open)
      for (const [i, { tell }] of sources.entries()) tell({ kind: 'collect', scrape, withState: i === 0 })
      if (sources.length === 0) open.done()
    })
    const found = sources.map(({ id, number }) => ofProcess(this.#last.get(id) ?? [], String(number)))
    return toText([...found, state ?? []], form)
  }

  collected(id: number, { scrape, metrics, state }: Collected): void {
    this.#last.set(id, metrics)
    const open = this.#open.get(scrape)
    if (!open) return
    if (state) open.state = state
    this.#answered(open, id)
  }

  /** Its numbers end with it: the process that takes its place counts anew. */
  forget(id: number): void {
    this.#last.delete(id)
    for (const open of [...this.#open.values()]) this.#answered(open, id)
  }

  #answered(open: Scrape, id: number): void {
    open.waiting.delete(id)
    if (open.waiting.size === 0) open.done()
  }
}
