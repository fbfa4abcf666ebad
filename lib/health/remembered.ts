import { doubtCount } from '#lib/doubt'
import { checkHealth, type Health } from '#lib/health/check'
import { tunables } from '#lib/tunables'

let underWay: Promise<Health> | undefined
let found: { health: Health; untilMs: number; doubts: number } | undefined

/**
 * What `checkHealth` says, remembered for `healthCacheMs`, since anybody may ask without a key: however many do, one check
 * is under way. A service that fails a request meanwhile is asked again, and so, soon, is one that was found failing.
 */
export function rememberedHealth(): Promise<Health> {
  if (underWay) return underWay
  const doubts = doubtCount()
  if (found && Date.now() < found.untilMs && found.doubts === doubts) return Promise.resolve(found.health)
  underWay = checkHealth()
    .then((health) => {
      const ms = health.status === 'ok' ? tunables.healthCacheMs : tunables.healthTroubleCacheMs
      found = { health, untilMs: Date.now() + ms, doubts }
      return health
    })
    .finally(() => {
      underWay = undefined
    })
  return underWay
}
