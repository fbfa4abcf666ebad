import { isSet, type Vars } from '#lib/env-choices'

const endpoints = ['', 'TRACES_', 'METRICS_'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`)
const exporters = ['OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER']

/**
 * Whether OpenTelemetry's own variables ask for it: an address to export to, or an exporter, and not OTEL_SDK_DISABLED.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables
 */
export function isOtelConfigured(vars: Vars): boolean {
  if (vars.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true') return false
  return (
    endpoints.some((name) => isSet(vars[name])) ||
    exporters.some((name) => exportersIn(vars[name]).length > 0)
  )
}

/** The exporters that a variable names. */
export const exportersIn = (list = ''): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'none')
