import { doubtCount } from '#lib/doubt'
import { checkDatabase, checkHealth } from '#lib/health/check'
import { tunables } from '#lib/tunables'

/**
 * What a check says, remembered for `healthCacheMs`, since anybody may ask without a key: however many do, one check is
 * under way. A service that fails a request meanwhile is asked again, and so, soon, is one that was found failing.
 */
function remembered<T extends { status: string }>(check: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined
  let found: { said: T; untilMs: number; doubts: number } | undefined
  return () => {
    if (underWay) return underWay
    const doubts = doubtCount()
    if (found && Date.now() < found.untilMs && found.doubts === doubts) return Promise.resolve(found.said)
    underWay = check()
      .then((said) => {
        const ms = said.status === 'ok' ? tunables.healthCacheMs : tunables.healthTroubleCacheMs
        found = { said, untilMs: Date.now() + ms, doubts }
        return said
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
