import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { firstPath, mayRead, pagesFor } from '#app/console/frame/pages'
import { textsOf } from '#app/console/text/index'
import { consolePaths } from '#tests/support/page-paths'

const owner = { isOwner: true, scopes: ['chat', 'read', 'usage', 'admin'] }

it('an owner starts at the overview', () => {
  expect(firstPath(owner)).toBe('/console')
})

it.each(consolePaths)('app/console/frame/pages.ts lists %s, or the page above it', (path) => {
  expect(mayRead(owner, path)).toBe(true)
})

it.each(pagesFor(owner).map(({ text }) => textsOf('en')[text]))(
  'docs/console.md has a row for %s',
  (name) => {
    const rows = readFileSync('docs/console.md', 'utf8').matchAll(/^\| ([^|]+?) +\|/gm)
    expect([...rows].map(([, first]) => first)).toContain(name)
  },
)

it.each([
  [['chat', 'read'], '/console/conversations'],
  [['chat'], '/console/conversations'],
  [['usage'], '/console'],
  [['admin'], '/console/health'],
])('a session with the scopes %s starts at %s', (scopes, path) => {
  expect(firstPath({ isOwner: false, scopes })).toBe(path)
})

it('a session may follow links only to its own pages, with or without filters', () => {
  const session = { isOwner: false, scopes: ['usage'] }
  expect(mayRead(session, '/console/budgets?usedPercentMin=80')).toBe(true)
  expect(mayRead(session, '/console/jobs?status=failed')).toBe(false)
})

it('a session lacks the pages whose scope it lacks', () => {
  const paths = pagesFor({ isOwner: false, scopes: ['chat'] }).map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining(['/console/conversations', '/console/models', '/console/health']),
  )
  for (const path of ['/console', '/console/jobs', '/console/keys']) expect(paths).not.toContain(path)
})
