import { context, DiagLogLevel, diag, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  defaultResource,
  detectResources,
  envDetector,
  hostDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base'
import { log } from '#lib/log'
import { version } from '#lib/metrics/build'
import { metricReaders, spanProcessors } from '#lib/otel/exporters'
import { sendMetrics } from '#lib/otel/metrics'
import type { Options, Telemetry } from '#lib/otel/start'
import { createTracer } from '#lib/otel/tracer'
import { withoutQueries } from '#lib/otel/without-queries'
import { processId } from '#lib/process-id'
import { setTracer } from '#lib/telemetry/trace'
import { tunables } from '#lib/tunables'

const name = 'gpts-api-server'

/** Registers OpenTelemetry's SDK from its variables, and makes it the tracer and a sink of the metrics. */
export async function startSdk({ withState }: Options): Promise<Telemetry> {
  diag.setLogger(toLog, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  const resource = describeProcess()
  const processors = spanProcessors(process.env)
  const readers = metricReaders(process.env)
  const tracers = new BasicTracerProvider({ resource, spanProcessors: [withoutQueries, ...processors] })
  const meters = new MeterProvider({ resource, readers })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(tracers)
  metrics.setGlobalMeterProvider(meters)
  if (processors.length > 0) setTracer(createTracer(tracers.getTracer(name, version)))
  const meter = meters.getMeter(name, version)
  if (readers.length > 0) sendMetrics(meter)
  if (readers.length > 0 && withState) (await import('#lib/otel/state')).observeState(meter)
  log('info', 'otel.started', { traces: processors.length > 0, metrics: readers.length > 0 })
  return {
    stop: () => withinStop(Promise.allSettled([tracers.shutdown(), meters.shutdown()])),
  }
}

/** Limits the export at shutdown: an unavailable collector must not delay the end of the server. */
async function withinStop(stopping: Promise<unknown>): Promise<void> {
  const { promise: timedOut, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, tunables.otelStopMs)
  await Promise.race([stopping, timedOut])
  clearTimeout(timer)
}

/** OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence over these attributes. */
function describeProcess(): Resource {
  const own = resourceFromAttributes({
    'service.name': name,
    'service.version': version,
    'service.instance.id': processId,
    'process.pid': process.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
  })
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [hostDetector, envDetector] }))
}

const texts = (args: unknown[]) => args.filter((arg) => typeof arg === 'string').join(' ')

/** Logs the SDK's own messages, such as errors about an unavailable collector. */
const toLog = {
  error: (...args: unknown[]) => log('error', 'otel.sdk', { text: texts(args) }),
  warn: (...args: unknown[]) => log('warn', 'otel.sdk', { text: texts(args) }),
  info: () => {},
  debug: () => {},
  verbose: () => {},
}
