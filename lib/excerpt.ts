import { cutText, startOfCluster } from '#lib/text'

const charactersBefore = 60
const charactersMax = 200

/** Returns one line of text around the first match of a query's words, with an ellipsis at each cut. */
export function excerptOf(text: string, query: string): string {
  const line = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const folded = line.toLowerCase()
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  const places = words.map((word) => folded.indexOf(word)).filter((place) => place >= 0)
  const preferredStart = Math.max(0, Math.min(...places, line.length) - charactersBefore)
  const start = places.length === 0 ? 0 : startOfWord(line, startOfCluster(line, preferredStart))
  const piece = cutText(line.slice(start), charactersMax)
  return `${start > 0 ? '…' : ''}${piece}${start + piece.length < line.length ? '…' : ''}`
}

/** Returns the start of the next word if it is near, otherwise `start`. */
function startOfWord(line: string, start: number): number {
  const space = line.indexOf(' ', start)
  return start > 0 && space >= 0 && space - start < charactersBefore / 3 ? space + 1 : start
}
