import type { JsonSchema } from '#lib/api/json-schema'
import type { Document } from '#lib/openapi/document'
import { checker } from '#tests/support/schemas'
import { edges } from './values.ts'

export type Part = 'path' | 'query' | 'header' | 'body'

/** A field of a request in any part. */
export type Field = {
  part: Part
  name: string
  schema: JsonSchema
  required: boolean
  examples: unknown[]
  /** The faults of a value for the field. */
  check(value: unknown): string[]
  /** Values at its bounds and beyond, and the valid ones among them. */
  edges: unknown[]
  fittingEdges: unknown[]
}

/** An operation from the document, with everything that requests are made from. */
export type Described = {
  id: string
  method: string
  path: string
  /** True for the OpenAI-compatible API: it has its own ids and error format, and is not a tool. */
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

/** Reads the operations from a server's OpenAPI document. */
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

/** A field with its check and edge values from its schema. */
export function field(made: Omit<Field, 'check' | 'edges' | 'fittingEdges'>): Field {
  const check = checker(made.schema)
  const all = edges(made.schema)
  return { ...made, check, edges: all, fittingEdges: all.filter((value) => check(value).length === 0) }
}
