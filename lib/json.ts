/** Parses a JSON text. Returns undefined for invalid JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** True for a JSON object, false for an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True when a value's arrays and objects are nested deeper than `levelsMax`. It does not recurse. */
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
