import { expect, it } from 'vitest'
import { firstPath, placesFor } from '#app/console/frame/places'

const owner = { isOwner: true, scopes: ['chat', 'read', 'usage', 'admin'] }

it('an owner has all pages, and begins at the overview', () => {
  expect(placesFor(owner)).toHaveLength(11)
  expect(firstPath(owner)).toBe('/console')
})

it.each([
  [['chat', 'read'], '/console/conversations'],
  [['chat'], '/console/conversations'],
  [['usage'], '/console'],
  [['admin'], '/console/health'],
])('a session with the scopes %s begins at %s', (scopes, path) => {
  expect(firstPath({ isOwner: false, scopes })).toBe(path)
})

it('a session without the scope of a page does not have it', () => {
  const paths = placesFor({ isOwner: false, scopes: ['chat'] }).map(({ path }) => path)
  expect(paths).toEqual(['/console/conversations', '/console/models', '/console/health'])
})
