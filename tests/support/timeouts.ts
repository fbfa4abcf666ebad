import { onTestFinished, vi } from 'vitest'
import { tunables } from '#lib/tunables'

/** Limits that a healthy service meets even on a busy machine. */
const patience = {
  sqlTimeoutMs: 60_000,
  sqlStatementTimeoutMs: 60_000,
  sqlConnectMs: 30_000,
  kvTimeoutMs: 30_000,
  kvConnectMs: 30_000,
  subscribeMsMax: 30_000,
  publishTimeoutMs: 30_000,
  healthTimeoutMs: 60_000,
  modelCheckMs: 60_000,
}
type Limits = Partial<Record<keyof typeof tunables, number>>

/**
 * Makes `lib/` in this process wait longer for its services, except where the test file sets its own limits. A module
 * that is loaded again has the usual limits.
 */
export async function useLongTimeouts(): Promise<void> {
  const { tunables: usual } = await vi.importActual<typeof import('#lib/tunables')>('#lib/tunables')
  const names = Object.keys(patience) as (keyof typeof patience)[]
  const changed = names.filter((name) => tunables[name] === usual[name])
  Object.assign(tunables, Object.fromEntries(changed.map((name) => [name, patience[name]])))
}

/** Changes limits until the test ends. Returns a function that restores them earlier. */
export function setLimits(limits: Limits): () => void {
  const names = Object.keys(limits) as (keyof Limits)[]
  const before = Object.fromEntries(names.map((name) => [name, tunables[name]]))
  const restore = () => void Object.assign(tunables, before)
  Object.assign(tunables, limits)
  onTestFinished(restore)
  return restore
}
