/**
 * Next calls it when one of its servers starts: on Vercel, and beside our own server for the pages. Edge functions hand
 * traces on and make no spans.
 */
export async function register(): Promise<void> {
  // Written so, the bundle for Edge leaves out what stands here.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startTelemetry } = await import('#lib/otel/start')
    await startTelemetry({ withState: false })
  }
}
