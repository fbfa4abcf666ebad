import { AsyncLocalStorage } from 'node:async_hooks'
import { tunables } from '#lib/tunables'

/** A W3C Trace Context. It is passed on with requests and jobs. */
export type TraceContext = { traceparent: string; tracestate?: string | undefined }

export type SpanAttributes = Record<string, string | number | boolean | string[] | undefined>

/** A piece of work in a trace. Attributes are ids, codes and numbers, never message text. */
export type Span = {
  set(attributes: SpanAttributes): void
  /** Marks the span as failed. `type` is the code of the reason. */
  fail(type: string): void
}

export type SpanOptions = {
  name: string
  kind: 'server' | 'client' | 'producer' | 'consumer'
  attributes?: SpanAttributes
  /** The parent. Default: the active span. */
  parent?: TraceContext | undefined
}

/** Creates spans. OpenTelemetry's SDK implements it, if configured. */
export type Tracer = {
  run<T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>
  /** Returns the context of the active span. */
  context(): TraceContext | undefined
}

/** Global, because each of Next's bundles has its own copy of this module. */
const tracers = globalThis as { [key: symbol]: Tracer | undefined }
const key = Symbol.for('gpts.tracer')

/** Makes `inSpan` record spans with this tracer, in every copy of this module. */
export function setTracer(tracer: Tracer): void {
  tracers[key] = tracer
}

/** True when a tracer records spans. */
export const isTracing = (): boolean => tracers[key] !== undefined

const noSpan: Span = { set: () => {}, fail: () => {} }

/** The context of a caller or a job, when there is no tracer. */
const untracedContext = new AsyncLocalStorage<TraceContext>()

/** Runs work in a new span. Without a tracer it only passes the context on. */
export function inSpan<T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const tracer = tracers[key]
  if (tracer) return tracer.run(options, work)
  return options.parent ? untracedContext.run(options.parent, () => work(noSpan)) : work(noSpan)
}

/** Returns the context to store with a job. */
export const traceContext = (): TraceContext | undefined =>
  tracers[key]?.context() ?? untracedContext.getStore()

const traceparentPattern = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}$/

/** Returns the trace id of a log line, and its span id if a tracer records spans. */
export function traceFields(): { traceId?: string; spanId?: string } {
  const [, traceId, spanId] = traceparentPattern.exec(traceContext()?.traceparent ?? '') ?? []
  if (!traceId) return {}
  return isTracing() ? { traceId, spanId: spanId! } : { traceId }
}

/** Returns the context in a request's headers; undefined when it is missing or invalid. */
export function traceOf(headers: Headers): TraceContext | undefined {
  const traceparent = headers.get('traceparent')?.trim() ?? ''
  if (!traceparentPattern.test(traceparent)) return undefined
  const tracestate = headers.get('tracestate') ?? ''
  const isKept =
    tracestate !== '' &&
    tracestate.length <= tunables.tracestateCharactersMax &&
    /^[\x20-\x7e]+$/.test(tracestate)
  return { traceparent, ...(isKept && { tracestate }) }
}
