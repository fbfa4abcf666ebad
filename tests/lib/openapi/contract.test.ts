import { describe, expect, it } from 'vitest'
import { ApiError, toProblem } from '#lib/api/errors'
import { openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { Contract } from '#tests/support/contract'

const contract = new Contract(openapiDocument(operations, 'http://any'))

const { examples } = operations.find(({ id }) => id === 'createUser')!
const { message, data } = examples![0]!.reply
const created = { success: true, message, data }

/** Checks this answer to the creation of a user. */
function check(status: number, body: unknown, headers: Record<string, string> = {}, path = '/api/users') {
  const type = status < 300 ? 'application/json' : 'application/problem+json'
  const all = new Headers({ 'content-type': type, 'x-request-id': 'r', ...headers })
  return () => contract.assertDocumented('POST', path, { status, headers: all, body })
}
const problem = (code: ConstructorParameters<typeof ApiError>[0]) => toProblem(new ApiError(code, 'No.'), 'r')

describe('the check of answers against the document', () => {
  it('accepts documented answers', () => {
    expect(check(201, created, { ratelimit: '"write";r=1;t=2' })).not.toThrow()
    expect(check(409, problem('conflict'))).not.toThrow()
    expect(check(404, problem('not_found'), {}, '/api/nowhere')).not.toThrow()
  })

  it.each([
    ['an undocumented status', check(200, created)],
    ['an undocumented member', check(201, { ...created, data: { ...(data as object), secret: 1 } })],
    ['a missing member', check(201, { success: true, message })],
    ['an undocumented header', check(201, created, { location: '/' })],
    ['another content type', check(201, created, { 'content-type': 'text/html' })],
    ['an error of another operation', check(402, problem('budget_exceeded'))],
    ['a code of another status', check(409, problem('job_failed'))],
    [
      'no request id',
      () =>
        contract.assertDocumented('POST', '/api/users', {
          status: 201,
          headers: new Headers(),
          body: created,
        }),
    ],
    ['success at an unknown path', check(201, created, {}, '/api/nowhere')],
  ])('rejects an answer with %s', (_, checking) => {
    expect(checking).toThrow('against the document')
  })
})
