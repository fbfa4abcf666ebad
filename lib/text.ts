const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Cuts a text to at most `charactersMax` UTF-16 code units. It cuts between grapheme clusters, so an emoji, accent or
 * Hangul syllable stays whole. A cluster that is longer than the limit is cut between two code points.
 */
export function cutText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text
  const end = segmenter.segment(text).containing(charactersMax)?.index ?? charactersMax
  if (end > 0) return text.slice(0, end)
  const isPairCut = /[\uD800-\uDBFF]/.test(text.charAt(charactersMax - 1))
  return text.slice(0, isPairCut ? charactersMax - 1 : charactersMax)
}

/** Returns the start of the grapheme cluster at a position. */
export const startOfCluster = (text: string, place: number): number =>
  segmenter.segment(text).containing(place)?.index ?? 0
