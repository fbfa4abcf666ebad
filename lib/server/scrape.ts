import type { Instruction, Report } from '#lib/server/messages'
import { type MetricJson, toText, withProcessLabel } from '#lib/telemetry/prometheus'
import type { TextFormat } from '#lib/telemetry/text-format'
import { tunables } from '#lib/tunables'

/** A serving process. `number` is its label in the metrics. */
export type Source = { id: number; number: number; send(instruction: Instruction): void }

type Collected = Extract<Report, { kind: 'collected' }>
type Scrape = { waiting: Set<number>; state?: MetricJson[]; done(): void }

/**
 * Collects the metrics of the processes that share one port, in the process that started them. Each process has its own
 * series, so every process returns the same scrape, and a replaced process starts at 0, as Prometheus expects after a
 * restart. For a process that does not answer in time, the last known metrics are returned.
 */
export class Scrapes {
  readonly #last = new Map<number, MetricJson[]>()
  readonly #open = new Map<number, Scrape>()
  readonly #waitMs: number
  #count = 0

  constructor(waitMs: number = tunables.scrapeMs) {
    this.#waitMs = waitMs
  }

  /** Returns the text of all metrics. The first source reads the state that all processes share. */
  async gather(sources: Source[], form: TextFormat): Promise<string> {
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
      for (const [i, { send }] of sources.entries()) send({ kind: 'collect', scrape, withState: i === 0 })
      if (sources.length === 0) open.done()
    })
    const found = sources.map(({ id, number }) => withProcessLabel(this.#last.get(id) ?? [], String(number)))
    return toText([...found, state ?? []], form)
  }

  collected(id: number, { scrape, metrics, state }: Collected): void {
    this.#last.set(id, metrics)
    const open = this.#open.get(scrape)
    if (!open) return
    if (state) open.state = state
    this.#answered(open, id)
  }

  /** Drops the metrics of an ended process. Its replacement starts counting at 0. */
  forget(id: number): void {
    this.#last.delete(id)
    for (const open of [...this.#open.values()]) this.#answered(open, id)
  }

  #answered(open: Scrape, id: number): void {
    open.waiting.delete(id)
    if (open.waiting.size === 0) open.done()
  }
}
