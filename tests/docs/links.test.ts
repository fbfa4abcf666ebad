import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '#local/server'

const list = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md']
const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).trim().split('\n')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const proseOf = (text: string) => text.replace(/^( *)```[\s\S]*?^\1```$/gm, '')

/** The anchor of a heading as GitHub makes it. */
const slugOf = (heading: string) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replace(/\s/g, '-')

/** The anchors of a document. A repeated heading gets a number. */
function anchorsOf(file: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = new Set<string>()
  for (const [, heading] of proseOf(read(file)).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading!)
    const before = seen.get(slug) ?? 0
    seen.set(slug, before + 1)
    anchors.add(before === 0 ? slug : `${slug}-${before}`)
  }
  return anchors
}

/** The broken links of a document to files and headings of this repository. */
function brokenLinks(file: string): string[] {
  const prose = proseOf(read(file)).replace(/`[^`\n]*`/g, '')
  const targets = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target]) => target!)
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#')
      const to = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)))
      if (to.startsWith('..') || !existsSync(join(root, to))) return true
      return anchor !== undefined && to.endsWith('.md') && !anchorsOf(to).has(decodeURIComponent(anchor))
    })
}

describe.each(files)('%s', (file) => {
  it('has no link to a missing file or heading', () => {
    expect(brokenLinks(file)).toEqual([])
  })

  it('names only scripts of package.json', () => {
    const named = [...read(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name!)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

it('finds the documents of the root and of docs', () => {
  expect(files).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']))
  expect(files).toEqual(expect.arrayContaining(['README.ko.md', 'docs/ko/api.md', 'docs/ko/self-hosting.md']))
})
