import { AsyncLocalStorage } from 'node:async_hooks'
import type { LogFields } from '#lib/log-line'

const scopes = new AsyncLocalStorage<LogFields>()

/** Runs work whose lines in the log all have these fields, beside those of the scope around it. */
export const withLogFields = <T>(fields: LogFields, work: () => T): T =>
  scopes.run({ ...scopes.getStore(), ...fields }, work)

/** Adds fields to the lines of the request or job that is being worked at, from now on. */
export function noteLogFields(fields: LogFields): void {
  const scope = scopes.getStore()
  if (scope) Object.assign(scope, fields)
}

/** The fields of the request or job that is being worked at. */
export const logFields = (): LogFields | undefined => scopes.getStore()
