import { tunables } from '#lib/tunables'

/** The longest shutdown of a server. A supervisor must wait longer before it kills the server. */
export const graceSeconds = tunables.shutdownGraceMs / 1000

/** Seconds of a duration such as `60s`, as Compose and systemd write it. */
export function durationSeconds(text: string): number {
  const seconds = /^(\d+)s$/.exec(text)?.[1]
  if (!seconds) throw new Error(`Not a duration in seconds: ${text}`)
  return Number(seconds)
}
