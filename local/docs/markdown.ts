export type Language = 'en' | 'ko'

/** The pages of docs/ that docs/ko/ has as well. */
const inKorean = ['api.md', 'configuration.md', 'self-hosting.md']

/** The anchors of headings in Korean pages, by those of the English pages. */
const koreanAnchors: Record<string, string> = {
  'rate-limits': '요청-제한',
  'several-addresses': '여러-주소',
  'connection-poolers': '커넥션-풀러',
}

/** A link from a page in a language to a page of docs/, which may have an anchor. */
export function linkTo(page: string, language: Language): string {
  const [file = '', anchor] = page.split('#')
  if (language === 'en') return `[${file}](${page})`
  if (!inKorean.includes(file)) return `[${file}](../${page})`
  if (!anchor) return `[${file}](${file})`
  const korean = koreanAnchors[anchor]
  if (!korean) throw new Error(`local/docs/markdown.ts has no Korean anchor for ${page}.`)
  return `[${file}](${file}#${korean})`
}

export const generatedNotice = (source: string) =>
  `<!-- Made by \`npm run docs\` from ${source}. Don't edit. -->`

const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** A table, whose cells may hold pipes. */
export const table = (head: string[], rows: string[][]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
