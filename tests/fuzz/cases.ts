import fc from 'fast-check'
import { isObject } from '#lib/json'
import { roll } from '#tests/soak/random'
import type { Described, Field, Part } from './operations.ts'
import { anything, fitting } from './values.ts'
import { pick, type WireFault, wireFaults } from './wire.ts'

/** Something that is done to one field of a fitting request. */
type FieldFault = { kind: 'drop' | 'edge' | 'junk' | 'extra'; at: number; value: unknown }

/** What a request is made from: nothing else decides about it, but for the ids that are known by then. */
export type Case = {
  seed: number
  front: 'rest' | 'mcp'
  fields: FieldFault[]
  wire: (WireFault & { at: number }) | undefined
}

/** The fields of a request by where they travel. A body that is no object is not made here. */
export type Input = Record<Part, Record<string, unknown>>

export type Style = {
  /** Whether something about the request is to be odd or broken. */
  broken: boolean
  /** Whether what changes things names its user wherever it can, so that it changes nothing of others. */
  keepsToUser: boolean
}

const fieldFault: fc.Arbitrary<FieldFault> = fc.record({
  kind: fc.constantFrom('drop', 'edge', 'edge', 'junk', 'extra'),
  at: fc.nat(),
  value: anything,
})

/** The cases of an operation. A failing one shrinks to the fewest faults. */
export function casesOf(operation: Described, { broken }: Style): fc.Arbitrary<Case> {
  const fronts: Case['front'][] = operation.isOpenai ? ['rest'] : ['rest', 'rest', 'rest', 'mcp']
  const front = fc.constantFrom(...fronts)
  const seed = fc.noShrink(fc.nat())
  if (!broken) return fc.record({ seed, front, fields: fc.constant([]), wire: fc.constant(undefined) })
  const fields = (minLength: number) => fc.array(fieldFault, { minLength, maxLength: 3 })
  const wire = fc.record({ fault: fc.constantFrom(...wireFaults(operation)), at: fc.nat() })
  return fc.oneof(
    fc.record({ seed, front, fields: fields(1), wire: fc.constant(undefined) }),
    fc
      .record({ seed, front: fc.constant('rest' as const), fields: fields(0), wire })
      .map(({ wire: { fault, at }, ...rest }) => ({ ...rest, wire: { ...fault, at } })),
  )
}

/** Gives the ids that are known for the fields of a request. */
export type Ids = { choice(seed: number, operation: Described): (field: Field) => unknown }

/** The fields of a request that fits, with ids that are known, and then what is wrong with it. */
export function inputOf(operation: Described, made: Case, known: Ids, style: Style): Input {
  const input: Input = { path: {}, query: {}, header: {}, body: {} }
  const drawn = drawer(operation, made.seed, known, style)
  for (const field of operation.fields) {
    const value = drawn(field)
    if (value !== undefined) input[field.part][field.name] = value
  }
  const names = made.front === 'mcp' ? oddNames.slice(1) : oddNames
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

/** Names that a program may take for its own. The SDK of MCP drops the first. */
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
  // A path has no place for nothing.
  if (kind === 'drop' && field.part !== 'path') delete part[field.name]
  if (kind === 'edge') part[field.name] = pick(field.edges, Math.floor(at / fields.length))
  if (kind === 'junk') part[field.name] = value
}

/** Assignment would change the prototype instead of adding `__proto__`. */
const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })

/** Whether the document rules out an input, so that it has to be refused. */
export function isRuledOut(operation: Described, input: Input, isTool: boolean): boolean {
  const { fields, body } = operation
  if (operation.isOpenai) return body !== undefined && body.check(toJson(withoutNulls(input.body))).length > 0
  const isNamed = (name: string) => fields.some((field) => field.part === 'query' && field.name === name)
  const isExtra = Object.keys(input.query).some((name) => !isNamed(name))
  const inText = fields.filter(({ part }) => part === 'path' || part === 'query')
  if (isExtra || inText.some((field) => isWrong(field, input, isTool))) return true
  return body !== undefined && body.check(meant(fields, toJson(input.body), isTool)).length > 0
}

/** OpenAI's clients send null for what they leave out. */
const withoutNulls = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))

/** A body as it is taken: null counts as left out, and a tool takes a number as text, or a text as what it stands for. */
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
  // Null of a tool counts as left out; in a URL it is a text.
  const isLeftOut = value === undefined || (isTool && value === null)
  return isLeftOut ? field.required : !fitsAsText(field, textOf(value))
}

/** As it arrives: undefined members do not. */
const toJson = (value: unknown) => JSON.parse(JSON.stringify(value))

/** A value as it travels in a path or a query. */
export const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()

function fitsAsText({ schema, check }: Field, text: string): boolean {
  if (schema.type === 'boolean') return text === 'true' || text === 'false'
  const isNumber = schema.type === 'number' || schema.type === 'integer'
  if (!isNumber) return check(text).length === 0
  return text.trim() !== '' && check(Number(text)).length === 0
}
