import { kv } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { tunables } from '#lib/tunables'

/**
 * Deletes keys from KV. Keys that cannot be deleted expire there. With `again` it deletes twice, after `kvSettleMs`,
 * because a worker that has just ended an attempt may still write the keys.
 */
export async function evictCache(keys: string[], again: boolean): Promise<void> {
  const { kvDeletedKeys: perCommand } = tunables
  const pipeline = kv().pipeline()
  for (let at = 0; at < keys.length; at += perCommand) pipeline.del(...keys.slice(at, at + perCommand))
  if (pipeline.length() > 0) await pipeline.exec().catch(withoutKv('forget'))
  if (!again) return
  await new Promise((resolve) => setTimeout(resolve, tunables.kvSettleMs))
  await evictCache(keys, false)
}
