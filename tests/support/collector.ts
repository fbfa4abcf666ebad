import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { listenLocally } from '#tests/support/listen'

/** Messages compiled from OpenTelemetry's protocol files, of a different release than the server's exporter. */
type Message = { decode(bytes: Uint8Array): { toJSON(): unknown } }
const { opentelemetry } = createRequire(import.meta.url)('opentelemetry-proto/build/src/generated/root') as {
  opentelemetry: { proto: { collector: Record<'trace' | 'metrics', { v1: Record<string, Message> }> } }
}
const { trace, metrics } = opentelemetry.proto.collector

type Value = {
  stringValue?: string
  intValue?: string
  doubleValue?: number
  boolValue?: boolean
  arrayValue?: unknown
}
type KeyValue = { key: string; value: Value }
type Id = string
type WireSpan = {
  traceId: Id
  spanId: Id
  parentSpanId?: Id
  traceState?: string
  name: string
  kind: string
  attributes?: KeyValue[]
  links?: { traceId: Id; spanId: Id }[]
  status?: { code?: string }
}
type Scoped<Name extends string, T> = { resource: { attributes: KeyValue[] } } & {
  [key in `scope${Name}`]: ({ scope: object } & T)[]
}

export type CollectedSpan = Omit<WireSpan, 'attributes' | 'kind'> & {
  kind: string
  attributes: Record<string, unknown>
  resource: Record<string, unknown>
}

export type Collector = {
  url: string
  spans(traceId?: string): CollectedSpan[]
  /** The names of the metrics received so far. */
  metrics(): Set<string>
  /** Everything received, as JSON. */
  text(): string
  /** Path, content type and authorization of each request. */
  requests: { path: string; type: string | undefined; authorization: string | undefined }[]
  close(): Promise<void>
}

/** An OTLP receiver over HTTP with protobuf. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const names = new Set<string>()
  const texts: string[] = []
  const requests: Collector['requests'] = []
  const server = createServer(async (request, response) => {
    const path = request.url!
    const { 'content-type': type, authorization } = request.headers
    requests.push({ path, type, authorization })
    const body = await bodyOf(request)
    const message = path.endsWith('/v1/traces')
      ? trace.v1.ExportTraceServiceRequest!
      : metrics.v1.ExportMetricsServiceRequest!
    const found = message.decode(body).toJSON() as Exported
    texts.push(JSON.stringify(found))
    if (path.endsWith('/v1/traces')) spans.push(...spansIn(found))
    else for (const name of metricsIn(found)) names.add(name)
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
  })
  const port = await listenLocally(server)
  return {
    url: `http://127.0.0.1:${port}`,
    spans: (traceId) => (traceId ? spans.filter((span) => span.traceId === traceId) : spans),
    metrics: () => names,
    text: () => texts.join('\n'),
    requests,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
}

const hex = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64').toString('hex')

const valuesOf = (list: KeyValue[] = []): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, plainOf(value)]))

function plainOf(value: Value): unknown {
  if (value.intValue !== undefined) return Number(value.intValue)
  const { values = [] } = (value.arrayValue ?? {}) as { values?: Value[] }
  return value.arrayValue ? values.map(plainOf) : (value.stringValue ?? value.doubleValue ?? value.boolValue)
}

type Exported = {
  resourceSpans: Scoped<'Spans', { spans: WireSpan[] }>[]
  resourceMetrics: Scoped<'Metrics', { metrics: { name: string }[] }>[]
}

function spansIn({ resourceSpans }: Exported): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        links:
          span.links?.map(({ traceId, spanId }) => ({ traceId: hex(traceId), spanId: hex(spanId) })) ?? [],
        attributes: valuesOf(span.attributes),
        resource: valuesOf(resource.attributes),
      })),
    ),
  )
}

const metricsIn = ({ resourceMetrics }: Exported) =>
  resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics.map(({ name }) => name)),
  )
