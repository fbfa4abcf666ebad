import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { instruments } from '#lib/telemetry/instruments'
import { type Attributes, addMetricSink, type Instrument, type Sample } from '#lib/telemetry/metrics'
import { labelName, prometheusName } from '#lib/telemetry/prometheus-names'
import { contentTypes, type TextFormat } from '#lib/telemetry/text-format'
import { tunables } from '#lib/tunables'

type Value = { labels: Record<string, string | number>; value: number; metricName?: string }
/** A metric in the form in which processes exchange it. */
export type MetricJson = { name: string; help: string; type: string; aggregator?: string; values: Value[] }

const registry = new Registry()
type Series = { record(value: number, attributes: Attributes): void }
const series = new Map<Instrument, Series>()

/** Starts the metrics of this process, including its memory and event loop. Each process calls it once. */
export function startPrometheus(): void {
  for (const instrument of Object.values<Instrument>(instruments)) series.set(instrument, create(instrument))
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: tunables.eventLoopPrecisionMs })
  for (const name of misnamed) registry.removeSingleMetric(name)
  addMetricSink({
    record: (instrument, value, attributes) => series.get(instrument)!.record(value, attributes),
  })
}

/** Default metrics with the name of a counter that may decrease. Other default metrics have the same values. */
const misnamed = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`)

/** Returns the metrics of this process. */
export const ownMetrics = (): Promise<MetricJson[]> =>
  registry.getMetricsAsJSON() as Promise<unknown> as Promise<MetricJson[]>

function create(instrument: Instrument): Series {
  const { description: help, kind, bounds, attributes: names } = instrument
  const labelNames = names.map(labelName)
  const options = { name: prometheusName(instrument), help, labelNames, registers: [registry] }
  const labels = (attributes: Attributes) => {
    const found: Record<string, string | number> = {}
    for (const [i, name] of names.entries()) {
      const value = attributes[name]
      if (value !== undefined) found[labelNames[i]!] = value
    }
    return found
  }
  if (kind === 'histogram') {
    const histogram = new Histogram({ ...options, buckets: [...bounds!] })
    return { record: (value, attributes) => histogram.observe(labels(attributes), value) }
  }
  const sum = kind === 'counter' ? new Counter(options) : new Gauge(options)
  return { record: (value, attributes) => sum.inc(labels(attributes), value) }
}

/** Converts samples to metrics without a process label. */
export function toJson(samples: Sample[]): MetricJson[] {
  const byGauge = Map.groupBy(samples, ({ gauge }) => gauge)
  return [...byGauge].map(([gauge, all]) => ({
    name: prometheusName({ ...gauge, kind: 'level' }),
    help: gauge.description,
    type: 'gauge',
    values: all.map(({ attributes = {}, value }) => ({ labels: labelsOf(attributes), value })),
  }))
}

const labelsOf = (attributes: Record<string, string>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [labelName(name), value]))

/** Adds the label of a process to metrics. */
export const withProcessLabel = (metrics: MetricJson[], process: string): MetricJson[] =>
  metrics.map((metric) => ({
    ...metric,
    values: metric.values.map((value) => ({ ...value, labels: { ...value.labels, process } })),
  }))

/** Returns the text of metrics from several processes. Their labels must differ. */
export function toText(metrics: MetricJson[][], form: TextFormat): Promise<string> {
  // No two series have the same labels, so `sum` keeps every value unchanged.
  const summable = metrics.map((group) =>
    group.map((metric) => ({ ...metric, name: nameIn(form, metric), aggregator: 'sum' })),
  )
  const all = AggregatorRegistry.aggregate(summable)
  all.setContentType(contentTypes[form])
  return all.metrics()
}

/** In OpenMetrics only a counter's samples end in `_total`, which the library adds. */
const nameIn = (form: TextFormat, { name, type }: MetricJson): string =>
  form === 'openmetrics' && type === 'counter' ? name.replace(/_total$/, '') : name
