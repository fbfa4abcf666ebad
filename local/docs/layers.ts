import { globSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { root } from '../server.ts'

type Layer = 'interfaces' | 'nouns' | 'ground'
type Imports = Map<string, Set<string>>

/** The layers from the top down, with their titles in architecture.md. */
const layers: [Layer, string][] = [
  ['interfaces', 'Interfaces and our server'],
  ['nouns', 'Nouns'],
  ['ground', 'Ground'],
]

/** Smaller than Mermaid's defaults, so that the diagram is narrow enough to be readable. */
const spacing = JSON.stringify({
  flowchart: { nodeSpacing: 15, rankSpacing: 25, padding: 8, subGraphTitleMargin: { top: 2, bottom: 14 } },
})

const page = 'docs/architecture.md'
const place = /(<!-- layers -->\n).*?(\n<!-- end of layers -->)/s

/** Returns docs/architecture.md, with a new diagram of the folders of lib. */
export async function architecturePage(): Promise<string> {
  const text = await readFile(`${root}/${page}`, 'utf8')
  if (!place.test(text))
    throw new Error(`${page} has no comments <!-- layers --> and <!-- end of layers --> around the diagram.`)
  return text.replace(place, (_, start: string, end: string) => `${start}\n${layersDiagram()}\n${end}`)
}

/** The folders of lib by layer, as a Mermaid diagram. Leaves out an arrow that follows from others. */
function layersDiagram(): string {
  const imports = readImports()
  const layerOf = readLayers()
  const folders = [...imports.keys()]
  const groups = layers.flatMap(([layer, title]) => [
    `  subgraph ${layer}["${title}"]`,
    ...folders
      .filter((folder) => layerOf(folder) === layer)
      .map((folder) => `    ${nodeOf(folder)}["${folder}"]`),
    '  end',
  ])
  const arrows = [...withoutImplied(imports)].flatMap(([from, found]) =>
    [...found].sort().map((to) => `  ${nodeOf(from)} --> ${nodeOf(to)}`),
  )
  return ['```mermaid', `%%{init: ${spacing}}%%`, 'flowchart TB', ...groups, ...arrows, '```'].join('\n')
}

const nodeOf = (folder: string) => folder.replaceAll('-', '_')

/** Returns each folder of lib with the other folders that its files import. */
function readImports(): Imports {
  const imports: Imports = new Map()
  for (const file of globSync('lib/*/**/*.ts', { cwd: root }).sort()) {
    const from = file.split('/')[1]!
    const found = imports.get(from) ?? new Set()
    imports.set(from, found)
    const text = readFileSync(`${root}/${file}`, 'utf8')
    for (const [, to] of text.matchAll(/['"]#lib\/([\w-]+)\/[\w./-]+['"]/g)) if (to !== from) found.add(to!)
  }
  return imports
}

/** Returns the folders that a folder imports, directly or through others. */
export function reachOf(imports: Imports, from: string, seen = new Set<string>()): Set<string> {
  for (const to of imports.get(from) ?? [])
    if (!seen.has(to)) {
      seen.add(to)
      reachOf(imports, to, seen)
    }
  return seen
}

/** Removes a direct import of a folder that is also imported through another folder. */
function withoutImplied(imports: Imports): Imports {
  const kept = ([from, found]: [string, Set<string>]): [string, Set<string>] => {
    const implied = new Set([...found].flatMap((to) => [...reachOf(imports, to)]))
    return [from, new Set([...found].filter((to) => !implied.has(to)))]
  }
  return new Map([...imports].map(kept))
}

/** Returns a function that finds the layer of a folder, from the rules of `biome.json` against upward imports. */
function readLayers(): (folder: string) => Layer {
  const { overrides } = JSON.parse(readFileSync(`${root}/biome.json`, 'utf8')) as { overrides: Override[] }
  const groups = overrides
    .flatMap(({ linter }) => linter.rules.style?.noRestrictedImports?.options.patterns ?? [])
    .map(({ group }) => group)
  const interfaces = foldersIn(
    overrides.map(({ includes }) => includes).find(([first]) => first === 'lib/*/**'),
  )
  const ground = foldersIn(groups.find(([first]) => first === '#lib/*/**'))
  return (folder) => {
    if (ground.includes(folder)) return 'ground'
    return interfaces.includes(folder) ? 'interfaces' : 'nouns'
  }
}

type Override = {
  includes: string[]
  linter: {
    rules: { style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } } }
  }
}

/** The folders that a list of globs excludes: `!lib/rest/**` is `rest`. */
function foldersIn(globs: string[] | undefined): string[] {
  if (!globs) throw new Error('biome.json has no rule for the layers of lib.')
  return globs.flatMap((glob) => /^!#?lib\/([\w-]+)\/\*\*$/.exec(glob)?.[1] ?? [])
}
