import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Lists that read all their rows on purpose: of one job, and budgets, whose order changes with each answer. */
const unmeasured = ['attemptKey', 'budgetKey']

it('npm run bench:scale measures every list that has a sort key', () => {
  const keys = globSync('lib/**/*.ts').flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^export const (\w+): (?:SortKeyParts|Record<\w+, SortKeyParts>) =/gm,
      ),
    ].map(([, name]) => name!),
  )
  const cases = readFileSync('bench/scale-cases.ts', 'utf8')
  expect(keys).toContain('conversationKey')
  const missing = keys.filter((name) => !unmeasured.includes(name) && !cases.includes(name))
  expect(missing, 'Add these lists to bench/scale-cases.ts, and their rows to bench/scale-fill.ts.').toEqual(
    [],
  )
})
