import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import {
  ConsoleMetricExporter,
  type MetricReader,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import type { Vars } from '#lib/env/choices'
import { log } from '#lib/log'
import { exportersIn } from '#lib/otel/configured'

/** Returns a processor per exporter in OTEL_TRACES_EXPORTER, `otlp` by default. The SDK reads addresses and headers. */
export function spanProcessors(vars: Vars): SpanProcessor[] {
  return exporterNames('TRACES', vars).flatMap((exporter): SpanProcessor[] => {
    if (exporter === 'console') return [new SimpleSpanProcessor(new ConsoleSpanExporter())]
    if (exporter !== 'otlp') return logUnknown('OTEL_TRACES_EXPORTER', exporter)
    return [
      new BatchSpanProcessor(isJson('TRACES', vars) ? new JsonTraceExporter() : new OTLPTraceExporter()),
    ]
  })
}

/** Returns a reader per exporter in OTEL_METRICS_EXPORTER, `otlp` by default. */
export function metricReaders(vars: Vars): MetricReader[] {
  return exporterNames('METRICS', vars).flatMap((exporter): MetricReader[] => {
    if (exporter === 'console') return [periodic(vars, new ConsoleMetricExporter())]
    if (exporter !== 'otlp') return logUnknown('OTEL_METRICS_EXPORTER', exporter)
    return [periodic(vars, isJson('METRICS', vars) ? new JsonMetricExporter() : new OTLPMetricExporter())]
  })
}

type Signal = 'TRACES' | 'METRICS'

function exporterNames(signal: Signal, vars: Vars): string[] {
  const list = vars[`OTEL_${signal}_EXPORTER`]?.trim()
  return list ? exportersIn(list) : ['otlp']
}

/** `prometheus` is also unknown here: GET /metrics serves the same metrics, for all processes. */
function logUnknown(variable: string, exporter: string): [] {
  log('warn', 'otel.exporter_unknown', { variable, exporter, known: 'otlp, console, none' })
  return []
}

function isJson(signal: Signal, vars: Vars): boolean {
  const { OTEL_EXPORTER_OTLP_PROTOCOL: forAll } = vars
  const protocol = (vars[`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`] || forAll || 'http/protobuf').trim()
  if (protocol !== 'http/json' && protocol !== 'http/protobuf')
    log('warn', 'otel.protocol_unknown', {
      protocol,
      used: 'http/protobuf',
      known: 'http/protobuf, http/json',
    })
  return protocol === 'http/json'
}

function periodic(
  vars: Vars,
  exporter: ConstructorParameters<typeof PeriodicExportingMetricReader>[0]['exporter'],
) {
  const number = (name: string) => Number(vars[name]) || undefined
  const exportIntervalMillis = number('OTEL_METRIC_EXPORT_INTERVAL') ?? intervalMsDefault
  const exportTimeoutMillis = Math.min(
    number('OTEL_METRIC_EXPORT_TIMEOUT') ?? timeoutMsDefault,
    exportIntervalMillis,
  )
  return new PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis })
}

/** The defaults of the OpenTelemetry specification. */
const intervalMsDefault = 60_000
const timeoutMsDefault = 30_000
