import type { JsonSchema } from '#lib/api/json-schema'
import type { Document } from '#lib/openapi/document'
import { checker } from '#tests/support/schemas'
import { edges } from './values.ts'

export type Part = 'path' | 'query' | 'header' | 'body'

/** One field of a request, wherever it travels. */
export type Field = {
  part: Part
  name: string
  schema: JsonSchema
  required: boolean
  examples: unknown[]
  /** What is wrong with a value for it, or nothing. */
  check(value: unknown): string[]
  /** Values at its bounds and beyond, and those of them that fit. */
  edges: unknown[]
  fittingEdges: unknown[]
}

/** An operation as the document describes it: all that requests are made from. */
export type Described = {
  id: string
  method: string
  path: string
  /** Of the OpenAI-compatible API: it has its own ids and its own form of errors, and is no tool. */
  isOpenai: boolean
  needsKey: boolean
  fields: Field[]
  body?: { schema: JsonSchema; check(value: unknown): string[] }
}

type Operation = {
  operationId: string
  security: unknown[]
  parameters: { name: string; in: Part; required: boolean; schema: JsonSchema; example?: unknown }[]
  requestBody?: {
    content: { 'application/json': { schema: JsonSchema; examples?: Record<string, { value: Values }> } }
  }
}
type Values = Record<string, unknown>

/** Reads the operations out of a server's own document. */
export async function readOperations(baseUrl: string): Promise<Described[]> {
  const document = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as Document
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      describe(path, method.toUpperCase(), operation as unknown as Operation),
    ),
  )
}

function describe(path: string, method: string, operation: Operation): Described {
  const { schema, examples = {} } = operation.requestBody?.content['application/json'] ?? {}
  const required = (schema?.required ?? []) as string[]
  const ofBody = Object.entries((schema?.properties ?? {}) as Record<string, JsonSchema>)
  const values = Object.values(examples).map(({ value }) => value)
  return {
    id: operation.operationId,
    method,
    path,
    isOpenai: false,
    needsKey: operation.security.length > 0,
    fields: [
      ...operation.parameters.map(({ in: part, example, ...parameter }) =>
        field({ ...parameter, part, examples: example === undefined ? [] : [example] }),
      ),
      ...ofBody.map(([name, inner]) =>
        field({
          part: 'body',
          name,
          schema: inner,
          required: required.includes(name),
          examples: values.flatMap((value) => (name in value ? [value[name]] : [])),
        }),
      ),
    ],
    ...(schema && { body: { schema, check: checker(schema) } }),
  }
}

/** A field with what its schema tells. */
export function field(made: Omit<Field, 'check' | 'edges' | 'fittingEdges'>): Field {
  const check = checker(made.schema)
  const all = edges(made.schema)
  return { ...made, check, edges: all, fittingEdges: all.filter((value) => check(value).length === 0) }
}
