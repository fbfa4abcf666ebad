import { cutText } from '#lib/text'

/**
 * Returns the longest beginning of a text for which the surrounding value fits. `sizeWith` returns the size of that value
 * with a given text. Returns the whole text when it fits, and an empty text when even one character is too much.
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
