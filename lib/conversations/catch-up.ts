import { indexMessages } from '#lib/conversations/search-store'
import { tunables } from '#lib/tunables'

/** Lets searches find what was written since the last time, in bounded batches; the next run goes on. Returns how far it came. */
export async function catchUp(batchesMax: number): Promise<number> {
  let count = 0
  for (let batches = 0; batches < batchesMax; batches++) {
    const indexed = await indexMessages()
    count += indexed
    if (indexed === 0) break
  }
  return count
}

/** The part of the hourly chores. */
export const indexSearch = (): Promise<number> => catchUp(tunables.searchBatchesOfRollup)
