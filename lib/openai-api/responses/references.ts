import { env } from '#lib/env'
import type { Item } from '#lib/items/types'
import { indexIn, noItem, rowOf } from '#lib/openai-api/conversations/items'
import { itemsOfRow } from '#lib/openai-api/conversations/store'
import { wrongParameter } from '#lib/openai-api/errors'
import type { ParsedItem } from '#lib/openai-api/responses/input'
import { type ItemPlace, parseItemId } from '#lib/openai-api/responses/item-ids'
import { tunables } from '#lib/tunables'

/** The items of an input, with those of this server in the place of their ids. Throws for one that the user does not have. */
export async function resolveItems(parsed: ParsedItem[], userId: string): Promise<Item[]> {
  const references = parsed.filter((one) => one.kind === 'reference')
  if (references.length > tunables.itemReferencesMax)
    throw wrongParameter(
      'input',
      `input: At most ${tunables.itemReferencesMax} items may be named by their ids.`,
    )
  const bytesMax = env().V1_BODY_BYTES
  let bytes = 0
  const found = new Map<string, Promise<Item | undefined>>()
  const items = parsed.map(async (one) => {
    if (one.kind === 'item') return one.item
    // What a model thought is never sent to it again.
    if (one.id.startsWith('rs_')) return undefined
    const place = parseItemId(one.id)
    const known = found.get(one.id) ?? findItem(place, userId)
    found.set(one.id, known)
    const item = await known
    // One may stand for megabytes, any number of times.
    if (item) bytes += Buffer.byteLength(JSON.stringify(item))
    if (bytes > bytesMax) throw wrongParameter('input', `input: Its items have more than ${bytesMax} bytes.`)
    if (item) return item
    throw noItem(one.id, one.param)
  })
  return (await Promise.all(items)).filter((item) => item !== undefined)
}

async function findItem(place: ItemPlace | undefined, userId: string): Promise<Item | undefined> {
  const row = place && (await rowOf(place, userId))
  const index = place && row ? indexIn(row, place) : -1
  return row && itemsOfRow(row)[index]
}
