import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const known = new Map<string, boolean>()

/**
 * True for a test file whose result depends on the services of `global.ts` or on the profile: the file, or a module of
 * `tests/` that it imports, calls `inject` or imports `profile.ts`. Paths are relative to the checkout.
 */
export function needsServices(file: string): boolean {
  const before = known.get(file)
  if (before !== undefined) return before
  known.set(file, false) // for modules that import each other
  const text = readFileSync(file, 'utf8')
  const imported = [...text.matchAll(/['"](#tests\/|\.\.?\/)([\w./-]+)['"]/g)].map(([, start, rest]) =>
    start === '#tests/' ? join('tests', rest!) : join(dirname(file), start!, rest!),
  )
  const modules = imported.map((path) => (path.endsWith('.ts') ? path : `${path}.ts`)).filter(existsSync)
  const needs = /\binject\(/.test(text) || modules.includes(profile) || modules.some(needsServices)
  known.set(file, needs)
  return needs
}

const profile = join('tests', 'support', 'profile.ts')
