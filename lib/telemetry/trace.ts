import { AsyncLocalStorage } from 'node:async_hooks'

/** Where in a trace something is, as W3C Trace Context writes it: it travels with requests and jobs. */
export type TraceContext = { traceparent: string; tracestate?: string | undefined }

export type SpanAttributes = Record<string, string | number | boolean | string[] | undefined>

/** A piece of work in a trace. Attributes are ids, codes and numbers, and never what was said. */
export type Span = {
  set(attributes: SpanAttributes): void
  /** Marks it as failed, with a code that says why. */
  fail(type: string): void
}

export type SpanOptions = {
  name: string
  kind: 'server' | 'client' | 'producer' | 'consumer'
  attributes?: SpanAttributes
  /** What it belongs to; the span that is open around it, if nothing is given. */
  parent?: TraceContext | undefined
}

/** What makes spans: OpenTelemetry's SDK, where it is configured. */
export type Tracer = {
  run<T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>
  /** The context of the span that is open. */
  context(): TraceContext | undefined
}

/** Next gives each of its bundles a copy of this module, so the tracer is that of the process. */
const tracers = globalThis as { [key: symbol]: Tracer | undefined }
const key = Symbol.for('gpts.tracer')

export function setTracer(tracer: Tracer): void {
  tracers[key] = tracer
}

/** Whether spans are made. */
export const isTracing = (): boolean => tracers[key] !== undefined

const noSpan: Span = { set: () => {}, fail: () => {} }

/** The context that a caller or a job has brought, where no tracer keeps it. */
const given = new AsyncLocalStorage<TraceContext>()

/** Does work in a span of its own. Without a tracer it only hands the context on. */
export function inSpan<T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const tracer = tracers[key]
  if (tracer) return tracer.run(options, work)
  return options.parent ? given.run(options.parent, () => work(noSpan)) : work(noSpan)
}

/** The context to hand on with a job. */
export const traceContext = (): TraceContext | undefined => tracers[key]?.context() ?? given.getStore()

const traceparentPattern = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}$/

/** The trace that a log line belongs to, and its span where spans are made. */
export function traceFields(): { traceId?: string; spanId?: string } {
  const [, traceId, spanId] = traceparentPattern.exec(traceContext()?.traceparent ?? '') ?? []
  if (!traceId) return {}
  return isTracing() ? { traceId, spanId: spanId! } : { traceId }
}

const tracestateCharactersMax = 512

/** The context that a caller has sent; undefined when there is none, or none that is valid. */
export function traceOf(headers: Headers): TraceContext | undefined {
  const traceparent = headers.get('traceparent')?.trim() ?? ''
  if (!traceparentPattern.test(traceparent)) return undefined
  const tracestate = headers.get('tracestate') ?? ''
  const isKept =
    tracestate !== '' && tracestate.length <= tracestateCharactersMax && /^[\x20-\x7e]+$/.test(tracestate)
  return { traceparent, ...(isKept && { tracestate }) }
}
