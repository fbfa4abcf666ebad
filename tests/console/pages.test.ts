import { expect, it } from 'vitest'
import { firstPath, mayRead, pagesFor } from '#app/console/frame/pages'

const owner = { isOwner: true, scopes: ['chat', 'read', 'usage', 'admin'] }

it('an owner has all pages, and starts at the overview', () => {
  expect(pagesFor(owner)).toHaveLength(11)
  expect(firstPath(owner)).toBe('/console')
})

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
  expect(paths).toEqual(['/console/conversations', '/console/models', '/console/health'])
})
