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

/** Replaces the item ids of an input with stored items. Throws `not_found` for an unknown or another user's item. */
export async function resolveItems(parsed: ParsedItem[], userId: string): Promise<Item[]> {
  const references = parsed.filter((one) => one.kind === 'reference')
  if (references.length > tunables.itemReferencesMax)
    throw wrongParameter(
      'input',
      `input: A request may refer to at most ${tunables.itemReferencesMax} items by id.`,
    )
  // Reasoning is never sent back to the model.
  const isReasoning = ({ id }: Reference) => id.startsWith('rs_')
  const named = references.filter((reference) => !isReasoning(reference))
  const found = await findItems(named, userId)
  // The same item may be referenced several times, and counts each time.
  checkSize(named.map(({ id }) => found.get(id)!))
  return parsed.flatMap((entry): Item[] => {
    if (entry.kind === 'item') return [entry.item]
    return isReasoning(entry) ? [] : [found.get(entry.id)!.item]
  })
}

/** Reads the items by id, a few at a time: each may have megabytes. All together may not exceed the body limit. */
async function findItems(named: Reference[], userId: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>()
  const unique = [...new Map(named.map((reference) => [reference.id, reference])).values()]
  for (let start = 0; start < unique.length; start += tunables.itemReferencesAtOnce) {
    const batch = unique.slice(start, start + tunables.itemReferencesAtOnce)
    const items = await Promise.all(batch.map(({ id }) => findItem(id, userId)))
    for (const [index, { id, param }] of batch.entries()) {
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

/** Throws ApiError for items with more bytes than a request may have. */
function checkSize(items: Found[]): void {
  const { V1_BODY_BYTES: max } = env()
  const total = items.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > max) throw wrongParameter('input', `input: The items have more than ${max} bytes in total.`)
}
