import { tunables } from '#lib/tunables'

/** How long a server that is told to end may take: what kills it has to wait longer. */
export const graceSeconds = tunables.shutdownGraceMs / 1000

/** Seconds of a duration such as `60s`, as Compose and systemd write it. */
export function durationSeconds(text: string): number {
  const seconds = /^(\d+)s$/.exec(text)?.[1]
  if (!seconds) throw new Error(`Not a duration in seconds: ${text}`)
  return Number(seconds)
}
