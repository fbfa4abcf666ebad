import { doubtCount } from '#lib/doubt'
import { checkDatabase, checkHealth } from '#lib/health/check'
import { tunables } from '#lib/tunables'

/**
 * Caches the result of a check for `healthCacheMs`, because callers need no API key: parallel calls share one check.
 * A failed result expires sooner, and a service that fails a request in the meantime ends the cache entry.
 */
function remembered<T extends { status: string }>(check: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined
  let cached: { result: T; untilMs: number; doubts: number } | undefined
  return () => {
    if (underWay) return underWay
    const doubts = doubtCount()
    if (cached && Date.now() < cached.untilMs && cached.doubts === doubts)
      return Promise.resolve(cached.result)
    underWay = check()
      .then((result) => {
        const ms = result.status === 'ok' ? tunables.healthCacheMs : tunables.healthTroubleCacheMs
        cached = { result, untilMs: Date.now() + ms, doubts }
        return result
      })
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }
}

export const rememberedHealth = remembered(checkHealth)
export const rememberedDatabase = remembered(() =>
  checkDatabase(AbortSignal.timeout(tunables.readyTimeoutMs)),
)
