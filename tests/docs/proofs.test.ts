import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '#local/server'
import { otherCommands, pages, rehearsedPages } from './commands.ts'
import { proofs } from './proofs.ts'

const read = (file: string) => readFile(join(root, file), 'utf8')
/** What CI runs, without the titles of its steps. */
const ciLines = (await read('.ci/run')).split('\n').filter((line) => !/^ *(step |#)/.test(line))
const found = new Map(
  await Promise.all(pages.map(async (page) => [page, await otherCommands(page)] as const)),
)

it.each(pages)('every command of %s runs in a test or in CI, or says why not: proofs.ts', (page) => {
  expect(found.get(page)!.filter((command) => !proofs[command])).toEqual([])
})

it.each(pages)('%s has its commands in blocks that the tests find', async (page) => {
  const languages = [...(await read(page)).matchAll(/^ *```(\w+)$/gm)].map(([, language]) => language)
  const known = ['sh', 'dotenv', 'json', 'mermaid', 'py', 'sql', 'ts', 'yaml']
  expect(languages.filter((language) => !known.includes(language!))).toEqual([])
})

it('rehearsal.test.ts has every page that commands.ts says it has', async () => {
  const text = await read('tests/docs/rehearsal.test.ts')
  expect(rehearsedPages.filter((page) => !text.includes(`'${page}'`))).toEqual([])
})

it('the list has no command that no page has', () => {
  const commands = new Set([...found.values()].flat())
  expect(Object.keys(proofs).filter((command) => !commands.has(command))).toEqual([])
})

it.each(Object.entries(proofs))('%s', async (command, proof) => {
  if ('ci' in proof) expect(ciLines.filter((line) => line.includes(proof.ci))).not.toEqual([])
  else if ('test' in proof) expect(await read(proof.file)).toContain(proof.test)
  else expect(proof.because).toMatch(/\.$/)
  for (const [path] of command.matchAll(/\b(tests|deploy|docs|lib)\/[\w./-]+/g))
    expect(existsSync(join(root, path))).toBe(true)
})
