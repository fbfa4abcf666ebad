import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

type Fields = Record<string, string | number | boolean | null | undefined>

/** Writes one JSON line of bounded length. Fields carry ids, codes and numbers: never message text, keys or tokens. */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void {
  const line = JSON.stringify({ time: new Date().toISOString(), level, event, ...fields }, short)
  if (level === 'info') console.log(line)
  else console.error(line)
}

const short = (_key: string, value: unknown) =>
  typeof value === 'string' ? shorten(value, tunables.logCharactersMax) : value

/** What of an error may be logged: its name, code and the place it came from; a driver's text may quote data. */
export function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const cause = error.cause instanceof Error ? error.cause.name : undefined
  // The stack begins with the message, of which no line may be taken for a frame.
  const { stack = '', message } = error
  const frames = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : ''
  const at = /^ +at (.+:\d+:\d+\)?)$/m.exec(frames)?.[1]
  return { error: error.name, code, cause, at }
}
