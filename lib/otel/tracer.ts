import {
  type Context,
  context,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { Span, SpanOptions, TraceContext, Tracer } from '#lib/telemetry/trace'

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const

/** Creates the tracer that records spans with OpenTelemetry. */
export function createTracer(tracer: OtelTracer): Tracer {
  return {
    run(options, work) {
      const open = trace.getActiveSpan()
      // Statements outside requests and jobs, such as heartbeats, would be traces of one span each.
      if (!open && !options.parent && options.kind === 'client') return work(noopSpan)
      const around = contextAround(options, open)
      const span = tracer.startSpan(options.name, startOf(options, open), around)
      return context.with(trace.setSpan(around, span), () => settle(span, work))
    },
    context: currentContext,
  }
}

const noopSpan: Span = { set: () => {}, fail: () => {} }

/** Next has its own span around a request, which already continues the caller's context. */
function contextAround({ kind, parent }: SpanOptions, open: OtelSpan | undefined): Context {
  if (!parent || (kind === 'server' && open)) return context.active()
  return propagation.extract(ROOT_CONTEXT, parent)
}

/** The work for a job belongs to the job's trace, and is linked to its delivery. */
function startOf({ kind, attributes, parent }: SpanOptions, open: OtelSpan | undefined) {
  const other = kind === 'consumer' && parent && open?.spanContext()
  const isOther = other && !parent.traceparent.includes(other.traceId)
  return {
    kind: kind === 'server' && open ? SpanKind.INTERNAL : kinds[kind],
    ...(attributes && { attributes }),
    ...(isOther && { links: [{ context: other }] }),
  }
}

async function settle<T>(span: OtelSpan, work: (span: Span) => Promise<T>): Promise<T> {
  let isFailed = false
  const fail = (type: string) => {
    isFailed = true
    span.setAttribute('error.type', type)
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  try {
    return await work({ set: (attributes) => void span.setAttributes(attributes), fail })
  } catch (error) {
    // Only the error's type is recorded: its message and stack may quote data.
    const { code, name } = Object(error) as { code?: unknown; name?: unknown }
    if (!isFailed) fail(typeof code === 'string' ? code : String(name ?? 'Error'))
    throw error
  } finally {
    span.end()
  }
}

function currentContext(): TraceContext | undefined {
  const carrier: Partial<TraceContext> = {}
  propagation.inject(context.active(), carrier)
  const { traceparent, tracestate } = carrier
  return traceparent ? { traceparent, ...(tracestate && { tracestate }) } : undefined
}
