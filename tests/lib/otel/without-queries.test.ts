import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { expect, it } from 'vitest'
import { withoutQueries } from '#lib/otel/without-queries'

it('spans have URLs without their query', () => {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({
    spanProcessors: [withoutQueries, new SimpleSpanProcessor(exporter)],
  })
  const attributes = {
    'http.route': '/oauth/callback',
    'http.target': '/oauth/callback?code=secret',
    'http.url': 'https://example.com/oauth/callback?code=secret#secret',
    'url.full': 'https://example.com/console/conversations?query=two\nlines',
    'url.query': 'code=secret',
  }
  provider.getTracer('test').startSpan('GET /oauth/callback', { attributes }).end()
  expect(exporter.getFinishedSpans()[0]!.attributes).toEqual({
    'http.route': '/oauth/callback',
    'http.target': '/oauth/callback',
    'http.url': 'https://example.com/oauth/callback',
    'url.full': 'https://example.com/console/conversations',
  })
})
