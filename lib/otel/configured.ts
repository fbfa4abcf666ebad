import { isSet, type Vars } from '#lib/env/choices'

const endpoints = ['', 'TRACES_', 'METRICS_'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`)
const exporters = ['OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER']

/**
 * True when OpenTelemetry's variables set an export address or an exporter, and OTEL_SDK_DISABLED is not true.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables
 */
export function isOtelConfigured(vars: Vars): boolean {
  if (vars.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true') return false
  return (
    endpoints.some((name) => isSet(vars[name])) ||
    exporters.some((name) => exportersIn(vars[name]).length > 0)
  )
}

/** Returns the exporters in a variable's list. */
export const exportersIn = (list = ''): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'none')
