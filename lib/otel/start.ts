import { errorFields, log } from '#lib/log'
import { isOtelConfigured } from '#lib/otel/configured'

export type Telemetry = {
  /** Exports the remaining data. Resolves within `otelStopMs`. */
  stop(): Promise<void>
}

export type Options = {
  /** True when the process also sends the state that all processes share, from the database and KV. */
  withState: boolean
}

const off: Telemetry = { stop: async () => {} }

/**
 * Starts OpenTelemetry in this process if its variables enable it; otherwise none of its code is loaded. After a
 * configuration error, which is logged, the server runs without OpenTelemetry.
 */
export async function startTelemetry(options: Options): Promise<Telemetry> {
  if (!isOtelConfigured(process.env)) return off
  try {
    const { startSdk } = await import('#lib/otel/sdk')
    return await startSdk(options)
  } catch (error) {
    log('error', 'otel.not_started', errorFields(error))
    return off
  }
}
