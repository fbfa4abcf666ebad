import { AsyncLocalStorage } from 'node:async_hooks'
import type { LogFields } from '#lib/log-line'

const scopes = new AsyncLocalStorage<LogFields>()

/** Runs work and adds these fields, and those of the outer scope, to all of its log lines. */
export const withLogFields = <T>(fields: LogFields, work: () => T): T =>
  scopes.run({ ...scopes.getStore(), ...fields }, work)

/** Adds fields to all later log lines of the current request or job. */
export function noteLogFields(fields: LogFields): void {
  const scope = scopes.getStore()
  if (scope) Object.assign(scope, fields)
}

/** Returns the log fields of the current request or job. */
export const logFields = (): LogFields | undefined => scopes.getStore()
