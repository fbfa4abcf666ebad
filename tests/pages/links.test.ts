import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sitePaths } from '#tests/support/page-paths'

it.each(sitePaths)('app/(site)/layout.tsx links to %s', (path) => {
  const hrefs = [...readFileSync('app/(site)/layout.tsx', 'utf8').matchAll(/\bhref(?:: '|=")([^'"]+)/g)]
  expect(hrefs.map(([, href]) => href)).toContain(path)
})
