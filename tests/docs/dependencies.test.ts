import { globSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '#local/server'

type Group = 'dependencies' | 'optionalDependencies' | 'devDependencies'
type Locked = { license?: string; dev?: true; devOptional?: true; resolved?: string; link?: true }

const read = (file: string) => readFile(join(root, file), 'utf8')
type Named = Record<Group, Record<string, string>>
const named = JSON.parse(await read('package.json')) as Named
const namedByTests = JSON.parse(await read('tests/packages/package.json')) as Named
const lock = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> }
const document = await read('docs/dependencies.md')
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')

/** The rows of the table under a heading, by package. */
function rowsUnder(heading: string): Record<string, { version: string; licence: string; purpose: string }> {
  const [section = ''] = document.split(`\n## ${heading}\n`)[1]?.split('\n## ') ?? []
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  return Object.fromEntries(
    rows.slice(2).map((row) => {
      const [name = '', version = '', licence = '', , purpose = ''] = row
        .slice(1)
        .split('|')
        .map((cell) => cell.trim())
      return [name, { version, licence, purpose }]
    }),
  )
}

describe.each([
  ['At run time', named.dependencies],
  ['A Node for older systems', named.optionalDependencies],
  ['For development', named.devDependencies],
  ['For tests and checks', namedByTests.devDependencies],
] as const)('the table "%s"', (heading, group) => {
  it('has exactly the packages of its group, with their versions and licences', () => {
    const rows = rowsUnder(heading)
    const written = Object.entries(rows).map(([name, { version, licence }]) => ({ name, version, licence }))
    const expected = Object.entries(group).map(([name, version]) => ({
      ...{ name, version },
      licence: lock.packages[`node_modules/${name}`]?.license,
    }))
    expect(written).toEqual(expected)
    expect(Object.values(rows).filter(({ purpose }) => !purpose)).toEqual([])
  })
})

describe('the packages for tests and checks', () => {
  const names = Object.keys(namedByTests.devDependencies)
  const used = /(?:from |import |import\(|resolve\()'((?:@[\w-]+\/)?[\w.-]+)/g
  const importedBy = (files: string[]) =>
    new Set(
      files.flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(used)].map(([, name]) => name!),
      ),
    )

  it('are imported by no part of the server or of npm run dev', () => {
    const tools = ['local/client.ts', 'local/new.ts', 'local/screenshot.ts', 'local/typescript-5.ts']
    const files = globSync('{app,deploy,emulators,lib,local,sql,workers}/**/*.{ts,tsx,js}', { cwd: root })
    const imported = importedBy(
      files.filter((file) => !tools.includes(file) && !file.startsWith('local/new/')),
    )
    expect(imported).toContain('next')
    expect(names.filter((name) => imported.has(name))).toEqual([])
  })

  it('are all used', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> }
    const programs = Object.values(scripts).map((script) => script.split(' ')[0])
    const files = globSync('{bench,docs,local,tests}/**/*.ts', { cwd: root })
    const text = files.map((file) => readFileSync(join(root, file), 'utf8')).join()
    const isNamed = (name: string) =>
      ["'", '/'].some((end) => text.includes(`'${name}${end}`) || text.includes(`/${name}${end}`))
    // What the code of oazapfts imports.
    const known = [...programs, '@oazapfts/runtime']
    expect(names.filter((name) => !known.includes(name) && !isNamed(name))).toEqual([])
  })
})

/** Permissive licences: they only require that their notice is kept. */
const allowed = [
  '(AFL-2.1 OR BSD-3-Clause)',
  '(Apache-2.0 AND BSD-3-Clause)',
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0', // The data of caniuse-lite.
  'ISC',
  'MIT',
  'MIT OR Apache-2.0',
  'MIT and ISC',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]
/** Changes to such a package must be published. It is not part of the server, and nothing here changes it. */
const allowedInDevelopment = [...allowed, 'MPL-2.0']

describe('package-lock.json', () => {
  it('has only packages with an allowed licence', () => {
    const others = packages.filter(([, { link }]) => !link)
    const forbidden = others.filter(([, { license = 'none', dev }]) =>
      dev ? !allowedInDevelopment.includes(license) : !allowed.includes(license),
    )
    expect(forbidden.map(([path, { license }]) => `${path}: ${license}`)).toEqual([])
  })

  it('contains a package for each allowed development licence', () => {
    const found = new Set(packages.map(([, { license }]) => license))
    expect(allowedInDevelopment.filter((license) => !found.has(license))).toEqual([])
  })

  it('names no registry', () => {
    expect(packages.filter(([, { resolved, link }]) => resolved && !link)).toEqual([])
  })
})
