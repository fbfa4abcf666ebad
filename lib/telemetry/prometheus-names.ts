import type { Instrument } from '#lib/telemetry/metrics'

const units: Record<string, string> = { s: 'seconds', By: 'bytes', '1': 'ratio' }

/**
 * Returns the Prometheus name of an instrument: with underscores, its unit, and `total` for a counter.
 * https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics
 */
export function prometheusName({ name, unit, kind }: Pick<Instrument, 'name' | 'unit' | 'kind'>): string {
  const suffixes = [units[unit], kind === 'counter' ? 'total' : undefined]
  return [labelName(name), ...suffixes.filter((suffix) => suffix !== undefined)].join('_')
}

/** Returns the Prometheus label of an attribute, with underscores instead of dots. */
export const labelName = (attribute: string): string => attribute.replaceAll('.', '_')
