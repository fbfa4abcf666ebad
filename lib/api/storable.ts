/** A position in a parsed JSON value. */
type PathNode = { parent: PathNode | undefined; key: string; value: unknown }

/** PostgreSQL stores neither NUL nor halves of surrogate pairs, in text or in jsonb. */
const isStorableText = (text: string) => text.isWellFormed() && !text.includes('\0')

/**
 * Calls `found` with the path of each text that the database cannot store, until `found` returns false. For a key, it
 * passes the path of the object.
 */
export function eachUnstorable(value: unknown, found: (path: string[]) => boolean): void {
  // A growing list instead of recursion: a body can be nested deeper than the stack is.
  const places: PathNode[] = [{ parent: undefined, key: '', value }]
  for (const place of places) {
    const { value: inner } = place
    if (typeof inner === 'string' && !isStorableText(inner) && !found(pathOf(place))) return
    if (typeof inner !== 'object' || inner === null) continue
    for (const [key, child] of Object.entries(inner)) {
      if (!isStorableText(key) && !found(pathOf(place))) return
      if (typeof child === 'string' || typeof child === 'object')
        places.push({ parent: place, key, value: child })
    }
  }
}

function pathOf(place: PathNode): string[] {
  const keys: string[] = []
  for (let at: PathNode = place; at.parent; at = at.parent) keys.push(at.key)
  return keys.reverse()
}

/** True if the database can store every text in a value. */
export function isStorable(value: unknown): boolean {
  let isFound = false
  eachUnstorable(value, () => {
    isFound = true
    return false
  })
  return !isFound
}
