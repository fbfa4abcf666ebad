import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '#local/server'

it('no code has a TODO that npm run new wrote', () => {
  const files = globSync(['{app,lib,sql,workers}/**/*.{ts,tsx,sql}', 'tests/{api,lib,support}/**/*.ts'], {
    cwd: root,
  })
  const left = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.includes('TODO') ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  )
  expect(left).toEqual([])
})
