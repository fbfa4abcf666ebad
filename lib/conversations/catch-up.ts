import { indexMessages } from '#lib/conversations/search-store'
import { tunables } from '#lib/tunables'

/** Adds new messages to the search index for about `msMax`. The next run continues. Returns the number of messages. */
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

/** The indexing step of the hourly rollup. */
export const indexSearch = (): Promise<number> => catchUp(tunables.searchCatchUpMsOfRollup)
