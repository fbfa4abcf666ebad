import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { reachOf } from '#local/docs/layers'

const layers = [
  [
    'tunables',
    'env',
    'db',
    'kv',
    'queue',
    'http-client',
    'telemetry',
    'auth',
    'items',
    'models',
    'metering',
    'api',
  ],
  [
    'chat',
    'jobs',
    'conversations',
    'users',
    'webhooks',
    'subscriptions',
    'catalog',
    'overview',
    'usage',
    'budgets',
    'keys',
    'sign-ins',
    'oauth',
    'sessions',
    'health',
    'metrics',
  ],
  ['rest', 'openai-api', 'openapi', 'plugin', 'mcp', 'server', 'otel', 'operations', 'start'],
  ['workers'],
]

/** The folder of a module: a folder or a file directly in `lib`, or `workers`. */
function folderOf(module: string): string {
  const [top, second] = module.split('/')
  return top === 'lib' ? second! : top!
}

/** Files directly in `lib` are in the lowest layer too. */
const layerOf = (folder: string) =>
  Math.max(
    0,
    layers.findIndex((folders) => folders.includes(folder)),
  )

/** Each folder with the folders that it imports from. */
function readImports(): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>()
  for (const file of globSync('{lib,workers}/**/*.ts')) {
    const from = folderOf(file.replace(/\.ts$/, ''))
    const found = imports.get(from) ?? new Set()
    imports.set(from, found)
    for (const [, module] of readFileSync(file, 'utf8').matchAll(/['"]#((?:lib|workers)\/[\w./-]+)['"]/g))
      if (folderOf(module!) !== from) found.add(folderOf(module!))
  }
  return imports
}

test('no import goes from a lower layer to a higher one', () => {
  const upward = [...readImports()].flatMap(([from, found]) =>
    [...found].filter((to) => layerOf(to) > layerOf(from)).map((to) => `${from} imports ${to}`),
  )
  expect(upward).toEqual([])
})

test('no two folders of lib import each other, directly or through others', () => {
  const imports = readImports()
  expect([...imports.keys()].filter((folder) => reachOf(imports, folder).has(folder))).toEqual([])
})

/** The folder of a file of the tests or benchmarks: `bench`, or a folder directly in `tests`. */
const wingOf = (file: string) => (file.startsWith('tests/') ? file.split('/').slice(0, 2).join('/') : 'bench')

/** Folders that test or run on another one: the fuzzer has the services of the soak. */
const basedOn: Record<string, string> = {
  'tests/bench': 'bench',
  'tests/faults': 'tests/soak',
  'tests/fuzz': 'tests/soak',
}

test('what two folders of the tests and benchmarks use is in tests/support', () => {
  const crossing = globSync('{tests,bench}/**/*.ts').flatMap((file) => {
    const from = wingOf(file)
    return [...readFileSync(file, 'utf8').matchAll(/['"](?:#|(?=\.\.?\/))([\w./-]*\w)['"]/g)]
      .map(([, module]) => (module!.startsWith('.') ? join(dirname(file), module!) : module!))
      .filter((module) => /^(tests|bench)\//.test(module))
      .filter((module) => ![from, 'tests/support', basedOn[from]].includes(wingOf(module)))
      .map((module) => `${file} imports ${module}`)
  })
  expect(crossing).toEqual([])
})
