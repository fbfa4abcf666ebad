import { checkDatabase, checkHealth } from '#lib/health/check'
import { serviceFailureCount } from '#lib/service-failures'
import { tunables } from '#lib/tunables'

/**
 * Caches the result of a check for `healthCacheMs`, because callers need no API key: parallel calls share one check.
 * A failed result expires sooner, and a service that fails a request in the meantime ends the cache entry.
 */
export function cachedCheck<T extends { status: string }>(check: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined
  let cached: { result: T; untilMs: number; failures: number } | undefined
  return () => {
    if (underWay) return underWay
    const failures = serviceFailureCount()
    if (cached && Date.now() < cached.untilMs && cached.failures === failures)
      return Promise.resolve(cached.result)
    underWay = check()
      .then((result) => {
        const ms = result.status === 'ok' ? tunables.healthCacheMs : tunables.healthTroubleCacheMs
        cached = { result, untilMs: Date.now() + ms, failures }
        return result
      })
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }
}

export const cachedHealth = cachedCheck(checkHealth)
export const cachedDatabaseCheck = cachedCheck(() =>
  checkDatabase(AbortSignal.timeout(tunables.readyTimeoutMs)),
)
