/** A text of at most so many UTF-16 units, with an ellipsis where something was cut off; no surrogate pair is split. */
export function shorten(text: string, unitsMax: number): string {
  if (text.length <= unitsMax) return text
  return `${text.slice(0, unitsMax - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
