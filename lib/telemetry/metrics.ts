/**
 * What is measured, by the names and units of OpenTelemetry: https://opentelemetry.io/docs/specs/semconv. Attributes have
 * few values, never ids of users, conversations or jobs.
 */
export type Instrument<A extends string = string> = {
  /** A counter only grows; a level goes up and down. */
  kind: 'counter' | 'level' | 'histogram'
  name: string
  unit: string
  description: string
  attributes: readonly A[]
  /** The upper bounds of a histogram's buckets, in its unit. */
  bounds?: readonly number[]
}

export type Attributes<A extends string = string> = { [name in A]?: string | number | undefined }

/** A state that is not of one process but of the server, read when it is asked for. */
export type Gauge = Pick<Instrument, 'name' | 'unit' | 'description'>
export type Sample = { gauge: Gauge; attributes?: Record<string, string>; value: number }

/** Where measurements go: Prometheus' registry, or an exporter of OpenTelemetry. */
export type MetricSink = {
  record(instrument: Instrument, value: number, attributes: Attributes): void
}

/** Next gives each of its bundles a copy of this module, so the sinks are those of the process. */
const sinksOf = globalThis as { [key: symbol]: MetricSink[] | undefined }
const key = Symbol.for('gpts.metric-sinks')
sinksOf[key] ??= []
const sinks = sinksOf[key]

export function addMetricSink(sink: MetricSink): void {
  sinks.push(sink)
}

/** Adds a measurement: to a counter or a level what it grows by, to a histogram one value. Costs nothing without a sink. */
export function record<A extends string>(
  instrument: Instrument<A>,
  value: number,
  attributes: Attributes<A> = {},
): void {
  for (const sink of sinks) sink.record(instrument, value, attributes)
}

/** The seconds since a time of performance.now(). */
export const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000
