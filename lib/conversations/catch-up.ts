import { indexMessages } from '#lib/conversations/search-store'
import { tunables } from '#lib/tunables'

/** Lets searches find what was written since the last time, for about so long; the next run goes on. Returns how far it came. */
export async function catchUp(msMax: number): Promise<number> {
  const deadlineMs = Date.now() + msMax
  let count = 0
  do {
    const indexed = await indexMessages()
    count += indexed
    if (indexed === 0) break
  } while (Date.now() < deadlineMs)
  return count
}

/** The part of the hourly chores. */
export const indexSearch = (): Promise<number> => catchUp(tunables.searchCatchUpMsOfRollup)
