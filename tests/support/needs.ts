import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Module = { imports: string[]; injected: string[] }
const known = new Map<string, Module>()

function read(file: string): Module {
  const before = known.get(file)
  if (before) return before
  const text = readFileSync(file, 'utf8')
  const imports = [...text.matchAll(/['"](#tests\/|\.\.?\/)([\w./-]+)['"]/g)]
    .map(([, start, rest]) =>
      start === '#tests/' ? join('tests', rest!) : join(dirname(file), start!, rest!),
    )
    .map((path) => (path.endsWith('.ts') ? path : `${path}.ts`))
    .filter(existsSync)
  const injected = [...text.matchAll(/\binject\('(\w+)'/g)].map(([, name]) => name!)
  const module = { imports, injected }
  known.set(file, module)
  return module
}

/** A file and the modules that it imports with `#tests/` or a relative path, directly or through others. */
function modulesOf(file: string, found = new Set<string>()): Set<string> {
  if (!found.has(file)) {
    found.add(file)
    for (const path of read(file).imports) modulesOf(path, found)
  }
  return found
}

/** True for a test file that uses a service of `global.ts`, or depends on the profile. Paths are relative to the checkout. */
export const needsServices = (file: string): boolean =>
  [...modulesOf(file)].some((path) => path === 'tests/support/profile.ts' || read(path).injected.length > 0)

/** True for a test file that uses the shared server. */
export const needsServer = (file: string): boolean =>
  [...modulesOf(file)].some((path) => read(path).injected.includes('appUrl'))

/** True for a test file that uses pages of Next on every profile. */
export const needsPages = (file: string): boolean =>
  ['tests/support/pages.ts', 'tests/support/browser.ts'].some((path) => modulesOf(file).has(path))
