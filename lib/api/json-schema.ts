import { z } from 'zod'

export type JsonSchema = { [keyword: string]: unknown }

/**
 * The JSON Schema (2020-12) of what callers send. Numbers that travel as text in a path or a query are described as
 * numbers.
 */
export const inputSchema = (schema: z.ZodType): JsonSchema => convert(schema, 'input')

/** The JSON Schema (2020-12) of what callers get: open, so that answers may gain members. */
export const outputSchema = (schema: z.ZodType): JsonSchema => convert(schema, 'output')

function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type === 'pipe' && ['number', 'boolean'].includes(def.out._zod.def.type)) {
        delete jsonSchema.enum
        Object.assign(jsonSchema, convert(def.out as z.ZodType, io))
      }
      // The default of a number in text is a number, which zod leaves out of the description of a text.
      if (def.type === 'default') jsonSchema.default = def.defaultValue as typeof jsonSchema.default
      tidy(jsonSchema, io)
      openFilledIn(jsonSchema)
    },
  })
  return converted
}

/** Marks a field that may be left out where the server knows it from the caller: its value is then checked as any. */
export const filledIn = 'x-filled-in'

/** A field that is filled in is required of nobody, whatever the check of the finished input says. */
function openFilledIn(schema: JsonSchema): void {
  if (!Array.isArray(schema.required)) return
  const properties = schema.properties as Record<string, JsonSchema>
  const required = schema.required.filter((name) => !properties[name]?.[filledIn])
  if (required.length > 0) schema.required = required
  else delete schema.required
  for (const property of Object.values(properties)) delete property[filledIn]
}

/**
 * Drops what zod adds beyond the contract: patterns that a format or a number implies, and its safe integers. Lists of
 * types become alternatives, which more of the models' providers understand.
 */
function tidy(schema: JsonSchema, io: 'input' | 'output'): void {
  if (Array.isArray(schema.type)) {
    schema.anyOf = schema.type.map((type) => ({ type }))
    delete schema.type
  }
  if (schema.format || schema.type === 'integer' || schema.type === 'number') delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties
}

/** One object schema with the members of several, such as the parts of a request. */
export function mergeObjects(schemas: JsonSchema[]): JsonSchema {
  const required = schemas.flatMap((schema) => (schema.required as string[] | undefined) ?? [])
  return {
    type: 'object',
    properties: Object.assign({}, ...schemas.map((schema) => schema.properties)),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

/** Calls `visit` with this schema and every one inside it. */
export function eachSchema(schema: unknown, visit: (schema: JsonSchema) => void): void {
  if (typeof schema !== 'object' || schema === null) return
  if (!Array.isArray(schema)) visit(schema as JsonSchema)
  for (const inner of Object.values(schema)) eachSchema(inner, visit)
}
