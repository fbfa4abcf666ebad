import { isSet, runtime } from '#lib/env/choices'
import { jsonLine, type LogEntry, type LogFields, type LogLevel, textLine } from '#lib/log-line'
import { logFields } from '#lib/log-scope'
import { traceFields } from '#lib/telemetry/trace'

const ranks: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/**
 * Writes one line of limited length, with the ids of the current request or job (see `log-scope.ts`). Fields contain
 * ids, codes and numbers: never message text, keys or tokens. Lines below LOG_LEVEL are left out.
 */
export function log(level: LogLevel, event: string, fields: LogFields = {}): void {
  if (ranks[level] < ranks[leastLevel()]) return
  const entry: LogEntry = {
    time: new Date().toISOString(),
    level,
    event,
    ...traceFields(),
    ...logFields(),
    ...fields,
  }
  const isError = ranks[level] >= ranks.warn
  const line = isReadable() ? textLine(entry, isColored(isError)) : jsonLine(entry)
  if (isError) console.error(line)
  else console.log(line)
}

/** Reads the environment directly, because the log also reports an invalid configuration. */
function leastLevel(): LogLevel {
  const { LOG_LEVEL = '' } = process.env
  return Object.hasOwn(ranks, LOG_LEVEL) ? (LOG_LEVEL as LogLevel) : 'info'
}

function isReadable(): boolean {
  const { LOG_FORMAT } = process.env
  return LOG_FORMAT === 'text' || (!isSet(LOG_FORMAT) && isTerminal(false))
}

/** Follows https://no-color.org and https://force-color.org. */
function isColored(isError: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (isSet(NO_COLOR)) return false
  return isSet(FORCE_COLOR) ? FORCE_COLOR !== '0' : isTerminal(isError)
}

/** Edge has no streams. */
function isTerminal(isError: boolean): boolean {
  if (runtime === 'edge') return false
  return Boolean((isError ? process.stderr : process.stdout).isTTY)
}

/** Returns the loggable fields of an error: its name, code and source position. A driver's message may quote data. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const cause = error.cause instanceof Error ? error.cause.name : undefined
  // The stack begins with the message. A line of the message must not count as a stack frame.
  const { stack = '', message } = error
  const frames = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : ''
  const at = /^ +at (.+:\d+:\d+\)?)$/m.exec(frames)?.[1]
  return { error: error.name, code, cause, at }
}
