import { errorFields, log } from '#lib/log'
import { isOtelConfigured } from '#lib/otel/configured'

export type Telemetry = {
  /** Exports what is left, and ends within `otelStopMs`. */
  stop(): Promise<void>
}

export type Options = {
  /** Whether the process also sends the state that all share, which it reads from the database and KV. */
  withState: boolean
}

const off: Telemetry = { stop: async () => {} }

/**
 * Starts OpenTelemetry in this process if its variables ask for it. Nothing of it is loaded otherwise. A fault of its
 * configuration is logged, and the server works without.
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
