import type { JsonSchema } from '#lib/api/json-schema'
import type { describeOperation } from '#lib/openapi/operation'

export type Field = { name: string; place: string; required: boolean; type: string; description: string }

/** How a language writes the parts of a type. */
export type TypeWords = {
  arrayOf: (name: string) => string
  range: (least: string, most: string, isText: boolean) => string
  preset: (value: string) => string
}

export const englishTypes: TypeWords = {
  arrayOf: (name) => `array of ${name}`,
  range: (least, most, isText) => `${least}–${most}${isText ? ' characters' : ''}`,
  preset: (value) => `${value} by default`,
}

/** Every field that a caller may send to an operation. Order: path, query, body, headers. */
export function fieldsOf(
  { parameters, requestBody }: ReturnType<typeof describeOperation>,
  words = englishTypes,
): Field[] {
  const { properties = {}, required = [] } = requestBody?.content['application/json'].schema ?? {}
  const ofBody = Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => ({
    name,
    place: 'body',
    required: (required as string[]).includes(name),
    type: typeOf(schema, words),
    description: String(schema.description ?? ''),
  }))
  const ofParameters = parameters.map(({ name, in: place, required, schema, description = '' }) => ({
    name,
    place,
    required,
    type: typeOf(schema, words),
    description,
  }))
  const isHeader = ({ place }: Field) => place === 'header'
  return [...ofParameters.filter((field) => !isHeader(field)), ...ofBody, ...ofParameters.filter(isHeader)]
}

/** A short text for a schema: type, bounds and default. */
function typeOf(schema: JsonSchema, words: TypeWords): string {
  const bounded = alternativesOf(schema).find(({ type }) => type !== 'null') ?? schema
  const { type, minimum, minLength, maximum, maxLength } = bounded
  const [least, most] = [minimum ?? minLength, maximum ?? maxLength]
  const preset = schema.default
  const given = Array.isArray(preset) ? preset.join(', ') : String(preset)
  const parts = [
    nameOf(schema, words),
    ...(most === undefined ? [] : [words.range(count(least ?? 0), count(most), type === 'string')]),
    ...(preset === undefined ? [] : [words.preset(given)]),
  ]
  return `${parts.join(', ')}.`
}

const alternativesOf = (schema: JsonSchema) => (schema.anyOf as JsonSchema[] | undefined) ?? [schema]

function nameOf(schema: JsonSchema, words: TypeWords): string {
  const { type, format, enum: values, items } = schema
  if (schema.anyOf) return [...new Set(alternativesOf(schema).map((one) => nameOf(one, words)))].join(' | ')
  if (Array.isArray(values)) return values.join(' | ')
  if (type === 'array' && items) return words.arrayOf(nameOf(items as JsonSchema, words))
  return String(format ?? type ?? 'any')
}

const count = (value: unknown) => Number(value).toLocaleString('en')
