import fc from 'fast-check'
import { isObject } from '#lib/json'
import { roll } from '#tests/support/random'
import type { Described, Field, Part } from './operations.ts'
import { anything, fitting } from './values.ts'
import { pick, type WireFault, wireFaults } from './wire.ts'

/** A fault in one field of a valid request. */
type FieldFault = { kind: 'drop' | 'edge' | 'junk' | 'extra'; at: number; value: unknown }

/** The data that decides a request, together with the ids known at that time. */
export type Case = {
  seed: number
  via: 'rest' | 'mcp'
  fields: FieldFault[]
  wire: (WireFault & { at: number }) | undefined
}

/** The fields of a request by their part. Bodies that are not objects are made elsewhere. */
export type Input = Record<Part, Record<string, unknown>>

export type Style = {
  /** True for a request that is unusual or invalid. */
  broken: boolean
  /** True if writes name their user where possible, so that they do not change other users' records. */
  keepsToUser: boolean
}

const fieldFault: fc.Arbitrary<FieldFault> = fc.record({
  kind: fc.constantFrom('drop', 'edge', 'edge', 'junk', 'extra'),
  at: fc.nat(),
  value: anything,
})

/** The cases of an operation. A failing one shrinks to the fewest faults. */
export function casesOf(operation: Described, { broken }: Style): fc.Arbitrary<Case> {
  const interfaces: Case['via'][] = operation.isOpenai ? ['rest'] : ['rest', 'rest', 'rest', 'mcp']
  const via = fc.constantFrom(...interfaces)
  const seed = fc.noShrink(fc.nat())
  if (!broken) return fc.record({ seed, via, fields: fc.constant([]), wire: fc.constant(undefined) })
  const fields = (minLength: number) => fc.array(fieldFault, { minLength, maxLength: 3 })
  const wire = fc.record({ fault: fc.constantFrom(...wireFaults(operation)), at: fc.nat() })
  return fc.oneof(
    fc.record({ seed, via, fields: fields(1), wire: fc.constant(undefined) }),
    fc
      .record({ seed, via: fc.constant('rest' as const), fields: fields(0), wire })
      .map(({ wire: { fault, at }, ...rest }) => ({ ...rest, wire: { ...fault, at } })),
  )
}

/** Chooses known ids for the fields of a request. */
export type Ids = { choice(seed: number, operation: Described): (field: Field) => unknown }

/** The fields of a valid request with known ids, and then its faults. */
export function inputOf(operation: Described, made: Case, known: Ids, style: Style): Input {
  const input: Input = { path: {}, query: {}, header: {}, body: {} }
  const drawn = drawer(operation, made.seed, known, style)
  for (const field of operation.fields) {
    const value = drawn(field)
    if (value !== undefined) input[field.part][field.name] = value
  }
  const names = made.via === 'mcp' ? oddNames.slice(1) : oddNames
  for (const fault of made.fields) applyFault(fault, operation, input, names)
  return input
}

function drawer(operation: Described, seed: number, known: Ids, style: Style) {
  const idOf = known.choice(seed, operation)
  // Some requests have nearly all optional fields, some nearly none.
  const share = roll(seed, 'share')
  return (field: Field): unknown => {
    const { part, name, schema, required, examples, fittingEdges } = field
    const isKept = style.keepsToUser && operation.method !== 'GET' && name === 'userId'
    if (!required && !isKept && roll(seed, name, 'given') > share * (part === 'header' ? 0.3 : 1))
      return undefined
    const rolled = roll(seed, name, 'source')
    const id = idOf(field)
    if (id !== undefined && (isKept || rolled < 0.8)) return id
    if (schema.format === 'uri') return undefined
    const number = Math.floor(roll(seed, name, 'value') * 2 ** 31)
    if (examples.length > 0 && rolled % 0.1 < 0.04) return pick(examples, number)
    return rolled % 0.1 < 0.06 ? pick(fittingEdges, number) : fitting(schema, number)
  }
}

/** Names that a program may confuse with its own. The MCP SDK drops the first. */
const oddNames = ['__proto__', 'constructor', 'toString', 'isAdmin', '', ' ', 'a.b', 'data[0]', '%']

function applyFault(
  { kind, at, value }: FieldFault,
  { fields, body }: Described,
  input: Input,
  names: string[],
): void {
  const field = fields[at % Math.max(1, fields.length)]
  if (kind === 'extra') {
    define(input[body ? 'body' : 'query'], pick(names, at), value)
    return
  }
  if (!field) return
  const part = input[field.part]
  // A path parameter cannot be missing.
  if (kind === 'drop' && field.part !== 'path') delete part[field.name]
  if (kind === 'edge') part[field.name] = pick(field.edges, Math.floor(at / fields.length))
  if (kind === 'junk') part[field.name] = value
}

/** Assignment would change the prototype instead of adding `__proto__`. */
const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })

/** True if the document does not allow an input, so that the server must reject it. */
export function isRuledOut(operation: Described, input: Input, isTool: boolean): boolean {
  const { fields, body } = operation
  if (operation.isOpenai) return body !== undefined && body.check(toJson(withoutNulls(input.body))).length > 0
  const isNamed = (name: string) => fields.some((field) => field.part === 'query' && field.name === name)
  const isExtra = Object.keys(input.query).some((name) => !isNamed(name))
  const inText = fields.filter(({ part }) => part === 'path' || part === 'query')
  if (isExtra || inText.some((field) => isWrong(field, input, isTool))) return true
  return body !== undefined && body.check(meant(fields, toJson(input.body), isTool)).length > 0
}

/** OpenAI's clients send null for omitted fields. */
const withoutNulls = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))

/** A body as the server reads it: null means omitted, and a tool converts between numbers and texts. */
function meant(fields: Field[], body: unknown, isTool: boolean): unknown {
  if (!isObject(body)) return body
  const members = Object.entries(body).flatMap(([name, value]) => {
    const field = fields.find((each) => each.part === 'body' && each.name === name)
    if (!field || field.check(value).length === 0) return [[name, value]]
    if (value === null) return []
    const forms = isTool ? formsOf(value) : []
    return [[name, forms.find((form) => field.check(form).length === 0) ?? value]]
  })
  return toJson(Object.fromEntries(members))
}

function formsOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [String(value)]
  if (value === 'true' || value === 'false') return [value === 'true']
  return typeof value === 'string' && value.trim() !== '' ? [Number(value)] : []
}

function isWrong(field: Field, input: Input, isTool: boolean): boolean {
  const value = input[field.part][field.name]
  // From a tool, null means omitted. In a URL it is a text.
  const isLeftOut = value === undefined || (isTool && value === null)
  return isLeftOut ? field.required : !fitsAsText(field, textOf(value))
}

/** The value after JSON encoding, which drops undefined members. */
const toJson = (value: unknown) => JSON.parse(JSON.stringify(value))

/** A value's text in a path or a query. */
export const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()

function fitsAsText({ schema, check }: Field, text: string): boolean {
  if (schema.type === 'boolean') return text === 'true' || text === 'false'
  const isNumber = schema.type === 'number' || schema.type === 'integer'
  if (!isNumber) return check(text).length === 0
  return text.trim() !== '' && check(Number(text)).length === 0
}
