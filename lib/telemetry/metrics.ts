/**
 * An instrument with OpenTelemetry's names and units: https://opentelemetry.io/docs/specs/semconv. Attributes have few
 * values, and never ids of users, conversations or jobs.
 */
export type Instrument<A extends string = string> = {
  /** A counter only increases. A level increases and decreases. */
  kind: 'counter' | 'level' | 'histogram'
  name: string
  unit: string
  description: string
  attributes: readonly A[]
  /** The upper bounds of a histogram's buckets, in its unit. */
  bounds?: readonly number[]
}

export type Attributes<A extends string = string> = { [name in A]?: string | number | undefined }

/** A state of the whole server, not of one process. It is read when metrics are collected. */
export type Gauge = Pick<Instrument, 'name' | 'unit' | 'description'>
export type Sample = { gauge: Gauge; attributes?: Record<string, string>; value: number }

/** A target for measurements: Prometheus's registry, or OpenTelemetry's exporter. */
export type MetricSink = {
  record(instrument: Instrument, value: number, attributes: Attributes): void
}

/** Global, because each of Next's bundles has its own copy of this module. */
const sinksOf = globalThis as { [key: symbol]: MetricSink[] | undefined }
const key = Symbol.for('gpts.metric-sinks')
sinksOf[key] ??= []
const sinks = sinksOf[key]

/** Sends all later measurements also to this sink, from every copy of this module. */
export function addMetricSink(sink: MetricSink): void {
  sinks.push(sink)
}

/** Adds a measurement: the change of a counter or a level, or one value of a histogram. Does nothing without a sink. */
export function record<A extends string>(
  instrument: Instrument<A>,
  value: number,
  attributes: Attributes<A> = {},
): void {
  for (const sink of sinks) sink.record(instrument, value, attributes)
}

/** Returns the seconds since a performance.now() time. */
export const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000
