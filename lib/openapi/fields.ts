import type { JsonSchema } from '#lib/api/json-schema'
import type { describeOperation } from '#lib/openapi/operation'

export type Field = { name: string; place: string; required: boolean; type: string; description: string }

/** Every field that a caller may send to an operation. Order: path, query, body, headers. */
export function fieldsOf({ parameters, requestBody }: ReturnType<typeof describeOperation>): Field[] {
  const { properties = {}, required = [] } = requestBody?.content['application/json'].schema ?? {}
  const ofBody = Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => ({
    name,
    place: 'body',
    required: (required as string[]).includes(name),
    type: typeOf(schema),
    description: String(schema.description ?? ''),
  }))
  const ofParameters = parameters.map(({ name, in: place, required, schema, description = '' }) => ({
    name,
    place,
    required,
    type: typeOf(schema),
    description,
  }))
  const isHeader = ({ place }: Field) => place === 'header'
  return [...ofParameters.filter((field) => !isHeader(field)), ...ofBody, ...ofParameters.filter(isHeader)]
}

/** A short text for a schema: type, bounds and default. */
function typeOf(schema: JsonSchema): string {
  const bounded = alternativesOf(schema).find(({ type }) => type !== 'null') ?? schema
  const { type, minimum, minLength, maximum, maxLength } = bounded
  const [least, most] = [minimum ?? minLength, maximum ?? maxLength]
  const unit = type === 'string' ? ' characters' : ''
  const bounds = most === undefined ? '' : `, ${count(least ?? 0)}–${count(most)}${unit}`
  const preset = schema.default
  const given = Array.isArray(preset) ? preset.join(', ') : String(preset)
  return `${nameOf(schema)}${bounds}${preset === undefined ? '' : `, ${given} by default`}.`
}

const alternativesOf = (schema: JsonSchema) => (schema.anyOf as JsonSchema[] | undefined) ?? [schema]

function nameOf(schema: JsonSchema): string {
  const { type, format, enum: values, items } = schema
  if (schema.anyOf) return [...new Set(alternativesOf(schema).map(nameOf))].join(' | ')
  if (Array.isArray(values)) return values.join(' | ')
  if (type === 'array' && items) return `array of ${nameOf(items as JsonSchema)}`
  return String(format ?? type ?? 'any')
}

const count = (value: unknown) => Number(value).toLocaleString('en')
