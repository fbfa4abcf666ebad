import { z } from 'zod'
import { readBody } from '#lib/api/body'
import { ApiError } from '#lib/api/errors'
import { Faults } from '#lib/api/faults'
import { meant, withoutNulls } from '#lib/api/lenient'
import type { Operation } from '#lib/api/operation'
import { eachUnstorable } from '#lib/api/storable'
import { isObject, parseJson } from '#lib/json'

/** What a caller sent for each part of an operation, unchecked. */
export type RawInput = { params: unknown; query: unknown; body?: unknown }

/** The parts of a REST request: its path, query and body, with the fields that its headers stand for. */
export async function readRequest(
  operation: Operation,
  request: Request,
  params: Record<string, string | string[]>,
): Promise<RawInput> {
  const { search, searchParams } = new URL(request.url)
  if (!isUtf8(search)) throw new ApiError('invalid_input', 'The query is not UTF-8 in percent-encoding.')
  const query = Object.fromEntries(searchParams)
  // On the Edge runtime Next repeats the path's parameters in the query.
  for (const name of Object.keys(params)) delete query[name]
  const body = operation.body ? parseBody(await readBody(request)) : undefined
  const fallback = operation.fromHeaders?.(request.headers) ?? {}
  if (!operation.body) return { params, query: { ...fallback, ...query } }
  const given = withoutNulls(operation.body, body)
  return { params, query, body: isObject(given) ? { ...fallback, ...given } : given }
}

/** False for a query whose bytes are no UTF-8, of which URLSearchParams would make U+FFFD. */
function isUtf8(search: string): boolean {
  try {
    decodeURIComponent(search.replace(/%(?![\da-f]{2})/gi, '%25'))
    return true
  } catch {
    return false
  }
}

/**
 * The parts of an operation from fields that are not in parts, as a model gives them. A field that the operation does
 * not have stays in the last part, which refuses it.
 */
export function intoParts(operation: Operation, fields: Record<string, unknown>): RawInput {
  const { params: ofPath, query: ofQuery, body: ofBody } = operation
  const has = (part: z.ZodObject | undefined, name: string) =>
    part !== undefined && Object.hasOwn(part.shape, name)
  // Without a prototype `__proto__` is a member like any other, and refused.
  const empty = (): Record<string, unknown> => Object.create(null)
  const parts = { params: empty(), query: empty(), body: empty() }
  for (const [name, value] of Object.entries(fields)) {
    if (operation.restOnly?.includes(name)) throw unknownField(name)
    const isText = has(ofPath, name) || has(ofQuery, name) || !ofBody
    const part = has(ofPath, name) ? 'params' : isText ? 'query' : 'body'
    const isPlain = ['number', 'boolean'].includes(typeof value)
    const schema = has(ofBody, name) ? ofBody?.shape[name] : undefined
    parts[part][name] = !isText ? meant(schema, value) : isPlain ? String(value) : value
  }
  return ofBody ? parts : { params: parts.params, query: parts.query }
}

const unknownField = (path: string) =>
  new ApiError('invalid_input', `${path}: Unknown field`, { errors: [{ path, message: 'Unknown field' }] })

const userFieldOf = ({ userField = 'userId' }: Operation) => userField

/** The user whom the validated input of an operation names; undefined when it names none. */
export const namedUser = (operation: Operation, input: Record<string, unknown>) =>
  input[userFieldOf(operation)] as string | undefined

/** The part of an operation's input that can name a user; undefined where none can. */
export const userPartOf = (operation: Operation) =>
  (['params', 'query', 'body'] as const).find((name) => operation[name]?.shape[userFieldOf(operation)])

/** The same input with the user filled in where the operation has a field for it and the caller named none. */
export function fillUser(operation: Operation, raw: RawInput, userId: string): RawInput {
  const field = userFieldOf(operation)
  const part = userPartOf(operation)
  const given = part && raw[part]
  if (!isObject(given) || (Object.hasOwn(given, field) && given[field] !== null)) return raw
  return { ...raw, [part!]: { ...given, [field]: userId } }
}

/**
 * The validated input of an operation, merged from its parts. Throws `invalid_input`, which names the faults, as many as
 * `faultsMax`.
 */
export function parseInput(operation: Operation, raw: RawInput): Record<string, unknown> {
  const parts: [z.ZodObject, unknown][] = [
    [operation.params ?? z.strictObject({}), raw.params],
    [operation.query ?? z.strictObject({}), raw.query],
  ]
  if (operation.body) parts.push([operation.body, raw.body])

  const faults = new Faults()
  const input: Record<string, unknown> = {}
  for (const [schema, value] of parts) {
    eachUnstorable(value, (path) => {
      faults.add(path, 'Holds a NUL character or half of a surrogate pair')
      return !faults.isFull
    })
    if (faults.isFull) break
    const parsed = schema.safeParse(withoutNulls(schema, value))
    if (parsed.success) Object.assign(input, parsed.data)
    else faults.addIssues(parsed.error.issues)
  }
  faults.throwIfAny()
  return input
}

function parseBody(text: string): unknown {
  const value = parseJson(text)
  if (value === undefined) throw new ApiError('invalid_json', 'The body is not valid JSON.')
  return value
}
