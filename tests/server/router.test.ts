import { describe, expect, it } from 'vitest'
import { unknownPath } from '#lib/api/methods'
import { createRouter } from '#lib/server/router'

const paths = [
  '/api/jobs/{id}',
  '/api/jobs/retry',
  '/api/jobs',
  '/api/users/{id}/export',
  '/api/{...path}',
  '/oauth/{...path}',
]
const find = createRouter([
  ...paths.map((path) => ({ path, handlers: unknownPath })),
  { path: '/oauth/sign-in/{uid}', handlers: 'page' as const },
])

/** The path of the route with its parameters, or the other result for a target. */
function found(target: string): string {
  const match = find(target)
  if (match.kind === 'redirect') return `308 ${match.location}`
  if (match.kind === 'page') return 'page'
  return `${match.route.path} ${JSON.stringify(match.params)}`
}

describe('the router', () => {
  it.each([
    ['/api/jobs', '/api/jobs {}'],
    ['/api/jobs?limit=1', '/api/jobs {}'],
    ['/api/jobs/retry', '/api/jobs/retry {}'],
    ['/api/jobs/%72etry', '/api/jobs/retry {}'],
    ['/%61pi/jobs', '/api/jobs {}'],
    ['/api/jobs/job_1', '/api/jobs/{id} {"id":"job_1"}'],
    ['http://host:1/api/jobs/job_1?a=b', '/api/jobs/{id} {"id":"job_1"}'],
    ['/api/users/a%2Fb/export', '/api/users/{id}/export {"id":"a/b"}'],
    ['/api/users/%2541/export', '/api/users/{id}/export {"id":"%41"}'],
    ['/api/users/%ED%95%9C/export', '/api/users/{id}/export {"id":"한"}'],
    ['/api/nothing/here', '/api/{...path} {"path":["nothing","here"]}'],
  ])('matches %s to %s, and decodes each segment once', (target, expected) => {
    expect(found(target)).toBe(expected)
  })

  it.each(['/api/users/%/export', '/api/users/%ff/export', '/api/%zz', '/api/jobs/%c0%80'])(
    'treats %s, which cannot be decoded, as an unknown path',
    (target) => {
      expect(found(target)).toMatch(/^\/api\/\{\.\.\.path\}/)
    },
  )

  it.each([
    ['/api/jobs/', '308 /api/jobs'],
    ['/api/jobs/?a=b?c', '308 /api/jobs?a=b?c'],
    ['//api//jobs', '308 /api/jobs'],
    ['/api\\jobs', '308 /api/jobs'],
    ['//host.example/', '308 /host.example/'],
  ])('redirects %s as Next does: %s', (target, expected) => {
    expect(found(target)).toBe(expected)
  })

  it.each(['/x/../api/jobs', '/x/%2e%2e/api/jobs', '/./api/jobs', '/api/users/../jobs'])(
    'answers %s itself, so that no spelling reaches Next’s own API routes',
    (target) => {
      expect(found(target)).toBe('/api/jobs {}')
    },
  )

  it.each(['/', '/docs', '/_next/static/x.js', '/oauth', '/oauth/sign-in/u1', '/apis', '/API/jobs', '*'])(
    'leaves %s to Next',
    (target) => {
      expect(found(target)).toBe('page')
    },
  )
})
