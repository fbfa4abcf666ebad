import { checkHealth, type Health } from '#lib/health/check'
import { tunables } from '#lib/tunables'

let checked: { health: Promise<Health>; untilMs: number } | undefined

/**
 * What `checkHealth` says, asked at most once in `healthCacheMs` by each process, however many want to know: anybody may
 * ask without a key.
 */
export function rememberedHealth(): Promise<Health> {
  if (checked && Date.now() < checked.untilMs) return checked.health
  const health = checkHealth()
  checked = { health, untilMs: Date.now() + tunables.healthCacheMs }
  // What went wrong is asked again.
  health.catch(() => {
    checked = undefined
  })
  return health
}
