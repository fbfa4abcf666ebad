import { describe, expect, it } from 'vitest'
import { operations } from '#lib/operations'
import { call } from '#tests/support/api'

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  it('is served at its path with its method', async () => {
    const path = operation.path.replace('{id}', '1')
    const answer = await call(operation.method, path, { key: null })
    expect(answer.status).toBe(operation.access === 'anyone' ? 200 : 401)
  })

  it('has a summary short enough for GPT Actions', () => {
    expect(operation.summary.length).toBeLessThanOrEqual(300)
  })

  it('has the path parameters of its schema', () => {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(Object.keys(operation.params?.shape ?? {})).toEqual(inPath)
  })
})
