import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Killer, steps } from './kills.ts'
import { statementSteps } from './steps.ts'

it('finds its kill points by names that statements have', () => {
  const sources = globSync('lib/**/*store.ts').map((file) => readFileSync(file, 'utf8'))
  const names = sources.flatMap((source) =>
    [...source.matchAll(/\bsql(?:<.*>)?\('(\w+)'/g)].map(([, name]) => name!),
  )
  expect(names).toEqual(expect.arrayContaining(Object.keys(statementSteps)))
})

it('tells which steps no server has passed', async () => {
  const killer = new Killer({
    seed: 1,
    instances: [],
    steps,
    jobsOf: () => async () => [],
    questionsOf: () => [],
    onKilled: async () => {},
  })
  expect(await killer.at('lease renewed', 'a')).toBe(false)
  expect(killer.notPassed()).toEqual(
    steps.filter((step) => step !== 'lease renewed' && step !== 'at a random moment'),
  )
})
