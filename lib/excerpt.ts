import { cutText, startOfCluster } from '#lib/text'

const charactersBefore = 60
const charactersMax = 200

/** The text around the first word of a query that it contains, in one line, with an ellipsis where it was cut. */
export function excerptOf(text: string, query: string): string {
  const line = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const folded = line.toLowerCase()
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  const places = words.map((word) => folded.indexOf(word)).filter((place) => place >= 0)
  const wished = Math.max(0, Math.min(...places, line.length) - charactersBefore)
  const start = places.length === 0 ? 0 : startOfWord(line, startOfCluster(line, wished))
  const piece = cutText(line.slice(start), charactersMax)
  return `${start > 0 ? '…' : ''}${piece}${start + piece.length < line.length ? '…' : ''}`
}

/** The next beginning of a word, where one is near. */
function startOfWord(line: string, start: number): number {
  const space = line.indexOf(' ', start)
  return start > 0 && space >= 0 && space - start < charactersBefore / 3 ? space + 1 : start
}
