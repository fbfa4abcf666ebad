import type { JsonSchema } from '#lib/api/json-schema'
import type { describeOperation } from '#lib/openapi/operation'

export type Field = { name: string; place: string; required: boolean; type: string; description: string }

/** Every field of an operation that a caller may send, in the order: path, query, body, headers. */
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

/** A schema in a few words: its type, its bounds and its default. */
function typeOf(schema: JsonSchema): string {
  const { type, format, enum: values, default: preset } = schema
  const name = Array.isArray(values) ? values.join(' | ') : String(format ?? type ?? 'any')
  const [least, most] = [schema.minimum ?? schema.minLength, schema.maximum ?? schema.maxLength]
  const unit = type === 'string' ? ' characters' : ''
  const bounds = most === undefined ? '' : `, ${count(least ?? 0)}–${count(most)}${unit}`
  return `${name}${bounds}${preset === undefined ? '' : `, ${String(preset)} by default`}.`
}

const count = (value: unknown) => Number(value).toLocaleString('en')
