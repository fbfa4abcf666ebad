import { cutText } from '#lib/text'

/**
 * The longest beginning of a text with which the value around it fits: `sizeWith` says how large the value is with a
 * text. The whole text when that fits; an empty one when nothing does.
 */
export function cutToSize(text: string, sizeMax: number, sizeWith: (text: string) => number): string {
  if (sizeWith(text) <= sizeMax) return text
  let [fits, tooLong] = [0, text.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (sizeWith(text.slice(0, middle)) <= sizeMax) fits = middle
    else tooLong = middle
  }
  return cutText(text, fits)
}
