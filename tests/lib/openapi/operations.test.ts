import { describe, expect, it } from 'vitest'
import { commonErrors, errorCodes } from '#lib/api/errors'
import { parseInput, toRawInput } from '#lib/api/input'
import { inputSchema, outputSchema } from '#lib/api/json-schema'
import { operations } from '#lib/operations'
import { checker, closed } from '#tests/support/schemas'

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  it('has an example for each of its successes', () => {
    const statuses = (operation.examples ?? []).map(({ reply }) => String(reply.status))
    expect([...new Set(statuses)].sort()).toEqual(Object.keys(operation.responses).sort())
  })

  it('accepts the input of its examples, and documents every member of their answers', () => {
    for (const { input, reply } of operation.examples ?? []) {
      expect(Object.keys(parseInput(operation, toRawInput(operation, input)))).toEqual(
        expect.arrayContaining(Object.keys(input)),
      )
      const faults = checker(closed(outputSchema(operation.responses[reply.status]!)))(reply.data)
      expect(faults).toEqual([])
    }
  })

  it('names errors that exist, each once', () => {
    const named = [...commonErrors(operation), ...(operation.errors ?? [])]
    expect(Object.keys(errorCodes)).toEqual(expect.arrayContaining(named))
    expect(new Set(named).size).toBe(named.length)
  })

  it('describes the headers that it reads, and has hints about its effects', () => {
    expect(Boolean(operation.requestHeaders)).toBe(Boolean(operation.fromHeaders))
    expect(operation.hints !== undefined).toBe(operation.method !== 'GET')
  })

  it('has each field in only one of params, query and body', () => {
    const names = [operation.params, operation.query, operation.body].flatMap((part) =>
      Object.keys(part?.shape ?? {}),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  it('describes each field that callers send', () => {
    for (const part of [operation.params, operation.query, operation.body])
      for (const [name, field] of Object.entries(part ? (inputSchema(part).properties as object) : {}))
        expect(field.description, name).toBeTruthy()
  })
})

it('each operation has a unique id', () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})
