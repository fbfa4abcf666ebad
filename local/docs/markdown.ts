export type Language = 'en' | 'ko'

/** The pages of docs/ that docs/ko/ has as well. */
const inKorean = ['api.md', 'configuration.md', 'self-hosting.md']

/** A link from a page in a language to a page of docs/. Korean pages have anchors of their own. */
export function linkTo(page: string, language: Language): string {
  const [file = ''] = page.split('#')
  if (language === 'en') return `[${file}](${page})`
  return inKorean.includes(file) ? `[${file}](${file})` : `[${file}](../${page})`
}

export const generatedNotice = (source: string) =>
  `<!-- Made by \`npm run docs\` from ${source}. Don't edit. -->`

const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** A table, whose cells may hold pipes. */
export const table = (head: string[], rows: string[][]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
