import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]
export type LogFields = Record<string, string | number | boolean | null | undefined>
export type LogEntry = { time: string; level: LogLevel; event: string } & LogFields

const short = (value: LogFields[string]) =>
  typeof value === 'string' ? shorten(value, tunables.logCharactersMax) : value

/** Formats an entry as one line of JSON. */
export const jsonLine = (entry: LogEntry): string => JSON.stringify(entry, (_key, value) => short(value))

const colors = { debug: 90, info: 36, warn: 33, error: 31, field: 90 }

/** Formats an entry as one readable line: the time, the level, the event, and the fields as `name=value`. */
export function textLine({ time, level, event, ...fields }: LogEntry, isColored: boolean): string {
  const paint = (color: keyof typeof colors, text: string) =>
    isColored ? `\u001b[${colors[color]}m${text}\u001b[39m` : text
  const shown = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${paint('field', `${name}=`)}${plain(value)}`)
  const clock = paint('field', time.slice(11, 23))
  return [clock, paint(level, level.toUpperCase().padEnd(5)), plain(event), ...shown].join(' ')
}

/** Escapes a value, so it cannot imitate another field or send control sequences to a terminal. */
function plain(value: LogFields[string]): string {
  const text = String(short(value))
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text).replace(/[^\P{C}]/gu, escaped)
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
