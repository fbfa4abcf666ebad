import { z } from 'zod'

export type JsonSchema = { [keyword: string]: unknown }

/**
 * The JSON Schema (2020-12) of an input. Describes the numbers that a path or a query holds as text as numbers.
 */
export const inputSchema = (schema: z.ZodType): JsonSchema => convert(schema, 'input')

/** The JSON Schema (2020-12) of an output. It allows unknown members, so that later versions can add some. */
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
      // zod leaves out the default of a number written as text, because the default is a number.
      if (def.type === 'default') jsonSchema.default = def.defaultValue as typeof jsonSchema.default
      tidy(jsonSchema, io)
      openFilledIn(jsonSchema)
    },
  })
  return converted
}

/** Marks a field that a caller may leave out because the server fills it in. The filled-in value is validated as well. */
export const filledIn = 'x-filled-in'

/** Makes the filled-in fields optional in the published schema; the validation of the complete input requires them. */
function openFilledIn(schema: JsonSchema): void {
  if (!Array.isArray(schema.required)) return
  const properties = schema.properties as Record<string, JsonSchema>
  const required = schema.required.filter((name) => !properties[name]?.[filledIn])
  if (required.length > 0) schema.required = required
  else delete schema.required
  for (const property of Object.values(properties)) delete property[filledIn]
}

/**
 * Removes zod's additions: patterns that a format or a number implies, and the limits of safe integers. Turns lists of
 * types into `anyOf`, which more model providers understand.
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

/** Merges object schemas, such as the parts of a request, into one. */
export function mergeObjects(schemas: JsonSchema[]): JsonSchema {
  const required = schemas.flatMap((schema) => (schema.required as string[] | undefined) ?? [])
  return {
    type: 'object',
    properties: Object.assign({}, ...schemas.map((schema) => schema.properties)),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

/** Calls `visit` with this schema and every schema inside it. */
export function eachSchema(schema: unknown, visit: (schema: JsonSchema) => void): void {
  if (typeof schema !== 'object' || schema === null) return
  if (!Array.isArray(schema)) visit(schema as JsonSchema)
  for (const inner of Object.values(schema)) eachSchema(inner, visit)
}
