import { cutText } from '#lib/text'

/** Shortens a text to at most `unitsMax` UTF-16 code units. It cuts between characters and adds an ellipsis. */
export function shorten(text: string, unitsMax: number): string {
  return text.length <= unitsMax ? text : `${cutText(text, unitsMax - 1)}…`
}
