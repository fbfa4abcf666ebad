import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { eachSchema, type JsonSchema } from '#lib/api/json-schema'

const ajv = new Ajv2020({ strict: false, allErrors: true })
// On some loaders the default export is the whole CommonJS module.
const formats = 'default' in addFormats ? (addFormats.default as typeof addFormats) : addFormats
formats(ajv)

/** By the text of the schema: each read of the document makes new objects. */
const compiled = new Map<string, ValidateFunction>()

function compile(schema: JsonSchema): ValidateFunction {
  const text = JSON.stringify(schema)
  const validate = compiled.get(text) ?? ajv.compile(schema)
  compiled.set(text, validate)
  return validate
}

/** Compiles a JSON Schema. The function returns a value's errors, or an empty list. */
export function checker(schema: JsonSchema): (value: unknown) => string[] {
  const validate = compile(schema)
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
        )
}

/** A copy of a schema without additional properties, to find undocumented members. */
export function closed(schema: JsonSchema): JsonSchema {
  const copy = structuredClone(schema)
  eachSchema(copy, (inner) => {
    if (inner.properties && inner.additionalProperties === undefined) inner.additionalProperties = false
  })
  return copy
}
