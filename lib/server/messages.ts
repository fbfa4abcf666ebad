import type { PagesState } from '#lib/server/pages'
import type { MetricJson } from '#lib/telemetry/prometheus'
import type { TextFormat } from '#lib/telemetry/text-format'

/** A message from the first process to the other serving processes. */
export type Instruction =
  | { kind: 'pages'; state: PagesState }
  | { kind: 'stop'; graceMs: number }
  /** Requests the metrics of the process, and with `withState` also the state that all processes share. */
  | { kind: 'collect'; scrape: number; withState: boolean }
  /** The metrics of all processes, in response to a `scrape`. Without a text the collection failed. */
  | { kind: 'scraped'; request: number; text?: string }

/** A message from a process to the first process. */
export type Report =
  | { kind: 'scrape'; request: number; form: TextFormat }
  | { kind: 'collected'; scrape: number; metrics: MetricJson[]; state?: MetricJson[] }
