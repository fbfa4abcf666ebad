import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base'

/** The attributes that contain an address, in the old and the current conventions. */
const addresses = ['http.target', 'http.url', 'url.full']

/**
 * Removes the query strings from the addresses in spans. Next creates its own spans, whose addresses may contain search
 * terms or a sign-in code. This processor runs before the exporters.
 */
export const withoutQueries: SpanProcessor = {
  onStart: () => {},
  onEnd: ({ attributes }: ReadableSpan) => {
    for (const name of addresses) {
      const address = attributes[name]
      if (typeof address === 'string') attributes[name] = address.replace(/[?#].*$/s, '')
    }
    delete attributes['url.query']
  },
  forceFlush: async () => {},
  shutdown: async () => {},
}
