import type { Meter, Attributes as OtelAttributes } from '@opentelemetry/api'
import { instruments } from '#lib/telemetry/instruments'
import { type Attributes, addMetricSink, type Instrument } from '#lib/telemetry/metrics'

type Record = (value: number, attributes: OtelAttributes) => void

/** Also sends all measurements to OpenTelemetry, with the same instruments. */
export function sendMetrics(meter: Meter): void {
  const records = new Map<Instrument, Record>()
  for (const instrument of Object.values<Instrument>(instruments))
    records.set(instrument, create(meter, instrument))
  addMetricSink({
    record: (instrument, value, attributes) => records.get(instrument)!(value, known(attributes)),
  })
}

function create(meter: Meter, { name, kind, unit, description, bounds }: Instrument): Record {
  const options = { unit, description }
  if (kind === 'histogram') {
    const advice = { explicitBucketBoundaries: [...bounds!] }
    const histogram = meter.createHistogram(name, { ...options, advice })
    return (value, attributes) => histogram.record(value, attributes)
  }
  const sum =
    kind === 'counter' ? meter.createCounter(name, options) : meter.createUpDownCounter(name, options)
  return (value, attributes) => sum.add(value, attributes)
}

const known = (attributes: Attributes): OtelAttributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))
