import { errorFields, log } from '#lib/log'

/** Logs that KV failed for this use. */
export function logKvUnavailable(use: string, error: unknown): undefined {
  log('warn', 'kv.unavailable', { use, ...errorFields(error) })
}

/** For `.catch`: continues without KV. Logs the failure and resolves to undefined. */
export const withoutKv =
  (use: string) =>
  (error: unknown): undefined =>
    logKvUnavailable(use, error)
