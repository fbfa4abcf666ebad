import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base'

/** The attributes that hold an address, of the old and the present conventions. */
const addresses = ['http.target', 'http.url', 'url.full']

/**
 * Cuts the queries off the addresses in spans. Next makes spans of its own, whose addresses may have words that were
 * searched for, or the code of a sign-in. It goes before the exporters, which see what it leaves.
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
