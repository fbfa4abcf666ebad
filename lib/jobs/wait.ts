import { runtime } from '#lib/env/choices'
import { tunables } from '#lib/tunables'

/** How long a request is held open, in milliseconds: the caller's value, clamped to the runtime's limit. */
export function clampWaitMs(waitSeconds: number = tunables.waitSecondsDefault): number {
  return Math.min(waitSeconds, tunables.waitSecondsMax[runtime]) * 1000
}

/** The seconds of `Prefer: wait=N`, or 0 for `Prefer: respond-async` (RFC 7240); undefined without either. */
export function preferredWait(headers: Headers): number | undefined {
  const preferences = (headers.get('prefer') ?? '').split(/[,;]/).map((part) => part.trim().toLowerCase())
  const seconds = preferences.map((part) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(part)?.[1]).find(Boolean)
  if (seconds !== undefined) return Math.min(Number(seconds), tunables.waitSecondsAskedMax)
  return preferences.includes('respond-async') ? 0 : undefined
}
