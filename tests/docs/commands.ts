import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '#local/server'
import { blocksOf } from './support.ts'

/** Every page with commands for a reader. The Korean pages have the same ones: korean.test.ts. */
export const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'AGENTS.md'],
  ...globSync(['docs/*.md', 'deploy/*'], { cwd: root }).filter((file) => !file.endsWith('.json')),
]

/** commands.test.ts runs the `sh` blocks of these pages that call the server, at least so many calls. */
export const callingPages = {
  'README.md': 1,
  'docs/budgets.md': 6,
  'docs/console.md': 17,
  'docs/mcp.md': 2,
  'docs/mcp-events.md': 1,
  'docs/openai-api.md': 1,
}

/** rehearsal.test.ts runs all `sh` blocks of these pages, without the programs that change a machine. */
export const rehearsedPages = [
  'docs/connect.md',
  'docs/self-hosting.md',
  'docs/upgrading.md',
  'docs/vercel.md',
]

/** Their blocks run as a whole, by the test of the page. */
const runPages = ['docs/api.md', 'docs/webhooks.md', ...rehearsedPages]

/** The programs whose calls in sentences rehearsal.test.ts checks too, on every page. */
const rehearsed = /^(chmod|claude|codex|docker|systemctl) /

const programs =
  /^([A-Z_]+=\S+ )*(\.ci\/run|(apt-get|ask|bash|chmod|claude|codex|cp|curl|docker|echo|git|grep|inngest|journalctl|kill|ln|node|npm|npx|openssl|pg_\w+|pip|promtool|psql|redis-cli|runuser|sh|systemctl|systemd-\w+|valkey-cli) (?!run$).+)$/

/** The commands in the sentences of a page. A program's name alone is not a command. */
export async function inlineCommands(page: string): Promise<string[]> {
  const text = await readFile(join(root, page), 'utf8')
  const prose = page.endsWith('.md') ? text.replace(/^( *)```[\s\S]*?^\1```$/gm, '') : text
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span!)
  return spans.filter((span) => programs.test(span))
}

/** The commands of a block. Setting variables is none. */
const linesOf = (block: string) =>
  block
    .split('\n')
    .map((line) => line.replace(/(^|\s+)#.*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('export '))

/** The commands of a page that no test runs by the page: each needs a place in `proofs`. */
export async function otherCommands(page: string): Promise<string[]> {
  const blocks = await blocksOf(page, 'sh')
  const inline = (await inlineCommands(page)).filter(
    (command) => !rehearsed.test(command) && !(page in callingPages && command.startsWith('ask ')),
  )
  // A rehearsal only notes the calls of npm.
  if (rehearsedPages.includes(page))
    inline.push(...blocks.flatMap((block) => block.match(/(?<=^|&& )npm [^&)#\n]+/gm) ?? []))
  const left = blocks.filter(
    (block) => !runPages.includes(page) && !(page in callingPages && block.includes('curl ')),
  )
  const lines = [...left.flatMap(linesOf), ...inline]
  return lines.flatMap((line) => line.split(' && ')).map((line) => line.trim())
}
