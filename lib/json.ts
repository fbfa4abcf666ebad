/** The value of a JSON text; undefined for a text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a value is a JSON object, and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether arrays and objects are nested in a value deeper than so many levels. It needs no stack. */
export function isDeeperThan(value: unknown, levelsMax: number): boolean {
  let level = [value]
  for (let depth = 0; depth <= levelsMax; depth++) {
    level = level.flatMap((inner) =>
      typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
    )
    if (level.length === 0) return false
  }
  return true
}
