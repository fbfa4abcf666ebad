import type { PagesState } from '#lib/server/pages'
import type { MetricJson } from '#lib/telemetry/prometheus'
import type { TextForm } from '#lib/telemetry/text-form'

/** What the first process tells the others that serve by its port. */
export type Instruction =
  | { kind: 'pages'; state: PagesState }
  | { kind: 'stop'; graceMs: number }
  /** Asks for what the process has counted, and with `withState` for the state that all of them share. */
  | { kind: 'collect'; scrape: number; withState: boolean }
  /** The metrics of all processes, for which one of them has asked; without a text they could not be had. */
  | { kind: 'scraped'; request: number; text?: string }

/** What a process tells the first one. */
export type Report =
  | { kind: 'scrape'; request: number; form: TextForm }
  | { kind: 'collected'; scrape: number; metrics: MetricJson[]; state?: MetricJson[] }
