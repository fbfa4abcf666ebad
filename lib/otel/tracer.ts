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

/** Makes spans with OpenTelemetry. */
export function createTracer(tracer: OtelTracer): Tracer {
  return {
    run(options, work) {
      const open = trace.getActiveSpan()
      // Statements that no request or job asks for, such as heartbeats, would be traces of one span each.
      if (!open && !options.parent && options.kind === 'client') return work(nothing)
      const around = contextAround(options, open)
      const span = tracer.startSpan(options.name, startOf(options, open), around)
      return context.with(trace.setSpan(around, span), () => settle(span, work))
    },
    context: currentContext,
  }
}

const nothing: Span = { set: () => {}, fail: () => {} }

/** Next has a span of its own around a request, which has taken up the caller's context. */
function contextAround({ kind, parent }: SpanOptions, open: OtelSpan | undefined): Context {
  if (!parent || (kind === 'server' && open)) return context.active()
  return propagation.extract(ROOT_CONTEXT, parent)
}

/** What is done for a job is in the job's trace, and linked to the delivery that has brought it. */
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
    // Its message and stack may quote data.
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
