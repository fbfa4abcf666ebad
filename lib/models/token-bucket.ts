import { withoutKv } from '#lib/kv/unavailable'
import { takeFromQuota } from '#lib/limiter'
import { findModel, settingOf } from '#lib/models/providers'

/**
 * Takes the tokens that a call may need from its model's token bucket, which all workers share. Returns 0 on success,
 * else the seconds after which to try again, and takes nothing. Without a limit for the model, or without KV, it returns
 * 0. Unused tokens are not returned, because providers also count the requested maximum.
 */
export async function takeTokens(model: string, countTokens: () => number): Promise<number> {
  const found = findModel(model)
  const perMinute = found && settingOf(found.provider.tokensPerMinute, found.name)
  if (perMinute === undefined) return 0
  // A call larger than the bucket needs the whole bucket.
  const rate = Math.min(countTokens(), perMinute)
  // It refills every second, as the providers' own buckets do. A smaller call may still fit when a larger one does not.
  const bucket = { name: 'room', most: perMinute, seconds: 60, as: 'bucket' } as const
  const taken = await takeFromQuota(bucket, model, rate).catch(withoutKv('room'))
  return !taken || taken.success ? 0 : (60 * rate) / perMinute
}
