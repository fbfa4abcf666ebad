const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The beginning of a text, at most `charactersMax` UTF-16 code units long. It ends between two grapheme clusters, so that
 * no emoji, accent or Hangul syllable is cut in two; within a cluster that is longer than that, between two code points.
 */
export function cutText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text
  const end = segmenter.segment(text).containing(charactersMax)?.index ?? charactersMax
  if (end > 0) return text.slice(0, end)
  const isPairCut = /[\uD800-\uDBFF]/.test(text.charAt(charactersMax - 1))
  return text.slice(0, isPairCut ? charactersMax - 1 : charactersMax)
}

/** Where the grapheme cluster begins that a place in a text is in. */
export const startOfCluster = (text: string, place: number): number =>
  segmenter.segment(text).containing(place)?.index ?? 0
