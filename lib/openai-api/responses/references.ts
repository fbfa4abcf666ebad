import { env } from '#lib/env'
import type { Item } from '#lib/items/types'
import { findItemAt } from '#lib/openai-api/conversations/item-store'
import { noItem } from '#lib/openai-api/conversations/items'
import { wrongParameter } from '#lib/openai-api/errors'
import type { ParsedItem } from '#lib/openai-api/responses/input'
import { parseItemId } from '#lib/openai-api/responses/item-ids'
import { sizeOf } from '#lib/openai-api/responses/list'
import { isEmptyPlace } from '#lib/openai-api/responses/listed-item'
import { tunables } from '#lib/tunables'

type Reference = Extract<ParsedItem, { kind: 'reference' }>
type Found = { item: Item; bytes: number }

/** The items of an input, with those of this server in the place of their ids. Throws for one that the user does not have. */
export async function resolveItems(parsed: ParsedItem[], userId: string): Promise<Item[]> {
  const references = parsed.filter((one) => one.kind === 'reference')
  if (references.length > tunables.itemReferencesMax)
    throw wrongParameter(
      'input',
      `input: At most ${tunables.itemReferencesMax} items may be named by their ids.`,
    )
  // What a model thought is never sent to it again.
  const isThought = ({ id }: Reference) => id.startsWith('rs_')
  const named = references.filter((one) => !isThought(one))
  const found = await findItems(named, userId)
  // One may be named any number of times.
  checkSize(named.map(({ id }) => found.get(id)!))
  return parsed.flatMap((one): Item[] => {
    if (one.kind === 'item') return [one.item]
    return isThought(one) ? [] : [found.get(one.id)!.item]
  })
}

/** The items by their ids, a few at a time: each may have megabytes, and all of them no more than a request. */
async function findItems(named: Reference[], userId: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>()
  const once = [...new Map(named.map((one) => [one.id, one])).values()]
  for (let start = 0; start < once.length; start += tunables.itemReferencesAtOnce) {
    const some = once.slice(start, start + tunables.itemReferencesAtOnce)
    const items = await Promise.all(some.map(({ id }) => findItem(id, userId)))
    for (const [index, { id, param }] of some.entries()) {
      const item = items[index]
      if (!item || isEmptyPlace(item)) throw noItem(id, param)
      found.set(id, { item, bytes: sizeOf(item) })
    }
    checkSize([...found.values()])
  }
  return found
}

async function findItem(id: string, userId: string): Promise<Item | undefined> {
  const place = parseItemId(id)
  return place && findItemAt(place, userId)
}

/** Throws for items that have more bytes than a request may have. */
function checkSize(items: Found[]): void {
  const { V1_BODY_BYTES: max } = env()
  const total = items.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > max) throw wrongParameter('input', `input: Its items have more than ${max} bytes.`)
}
