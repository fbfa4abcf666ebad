import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { eachSchema, type JsonSchema } from '#lib/api/json-schema'

const ajv = new Ajv2020({ strict: false, allErrors: true })
// The package's default export is CommonJS' whole module on some loaders.
const formats = 'default' in addFormats ? (addFormats.default as unknown as typeof addFormats) : addFormats
formats(ajv as never)

/** A check of values against a JSON Schema: returns what is wrong, or an empty list. */
export function checker(schema: JsonSchema): (value: unknown) => string[] {
  const validate = ajv.compile(schema)
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
        )
}

/** A copy in which no object may have members that it does not name: for finding answers that are not documented. */
export function closed(schema: JsonSchema): JsonSchema {
  const copy = structuredClone(schema)
  eachSchema(copy, (inner) => {
    if (inner.properties && inner.additionalProperties === undefined) inner.additionalProperties = false
  })
  return copy
}
