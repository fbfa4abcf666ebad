import { cutText } from '#lib/text'

/** A text of at most so many UTF-16 units, with an ellipsis where something was cut off, between two characters. */
export function shorten(text: string, unitsMax: number): string {
  return text.length <= unitsMax ? text : `${cutText(text, unitsMax - 1)}…`
}
