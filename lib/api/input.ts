import { z } from 'zod'
import { readBody } from '#lib/api/body'
import { ApiError, invalidInput } from '#lib/api/errors'
import { Faults } from '#lib/api/faults'
import { coerceField, withoutNulls } from '#lib/api/lenient'
import type { Operation } from '#lib/api/operation'
import { eachUnstorable } from '#lib/api/storable'
import { isObject, parseJson } from '#lib/json'

/** The caller's input for each part of an operation, not yet validated. */
export type RawInput = { params: unknown; query: unknown; body?: unknown }

/** Reads the parts of a REST request: its path, query and body, with the fields that it gives by header. */
export async function readRequest(
  operation: Operation,
  request: Request,
  params: Record<string, string | string[]>,
): Promise<RawInput> {
  const { search, searchParams } = new URL(request.url)
  if (!isUtf8(search)) throw invalidInput('query', 'Is not UTF-8 in percent-encoding')
  const query = Object.fromEntries(searchParams)
  // On the Edge runtime Next repeats the path's parameters in the query.
  for (const name of Object.keys(params)) delete query[name]
  const body = operation.body ? parseBody(await readBody(request)) : undefined
  const fallback = operation.fromHeaders?.(request.headers) ?? {}
  if (!operation.body) return { params, query: { ...fallback, ...query } }
  const given = withoutNulls(operation.body, body)
  return { params, query, body: isObject(given) ? { ...fallback, ...given } : given }
}

/** False for a query that is not UTF-8: URLSearchParams would replace its bytes with U+FFFD. */
function isUtf8(search: string): boolean {
  try {
    decodeURIComponent(search.replace(/%(?![\da-f]{2})/gi, '%25'))
    return true
  } catch {
    return false
  }
}

/**
 * Sorts the flat fields of a tool call into the parts of an operation. An unknown field goes into the last part, whose
 * schema rejects it.
 */
export function toRawInput(operation: Operation, fields: Record<string, unknown>): RawInput {
  const { params: ofPath, query: ofQuery, body: ofBody } = operation
  const has = (part: z.ZodObject | undefined, name: string) =>
    part !== undefined && Object.hasOwn(part.shape, name)
  // Without a prototype, `__proto__` is an ordinary member, and rejected as unknown.
  const empty = (): Record<string, unknown> => Object.create(null)
  const parts = { params: empty(), query: empty(), body: empty() }
  for (const [name, value] of Object.entries(fields)) {
    if (operation.restOnly?.includes(name)) throw invalidInput(name, 'Unknown field')
    const isText = has(ofPath, name) || has(ofQuery, name) || !ofBody
    const part = has(ofPath, name) ? 'params' : isText ? 'query' : 'body'
    const isPlain = ['number', 'boolean'].includes(typeof value)
    const schema = has(ofBody, name) ? ofBody?.shape[name] : undefined
    parts[part][name] = !isText ? coerceField(schema, value) : isPlain ? String(value) : value
  }
  return ofBody ? parts : { params: parts.params, query: parts.query }
}

const userFieldOf = ({ userField = 'userId' }: Operation) => userField

/** The user that the validated input of an operation names; undefined without one. */
export const namedUser = (operation: Operation, input: Record<string, unknown>) =>
  input[userFieldOf(operation)] as string | undefined

/** The part of an operation's input that has the user field; undefined when no part has it. */
export const userPartOf = (operation: Operation) =>
  (['params', 'query', 'body'] as const).find((name) => operation[name]?.shape[userFieldOf(operation)])

/** Fills in the user if the operation has a user field and the caller left it out. */
export function fillUser(operation: Operation, raw: RawInput, userId: string): RawInput {
  const field = userFieldOf(operation)
  const part = userPartOf(operation)
  const given = part && raw[part]
  if (!isObject(given) || (Object.hasOwn(given, field) && given[field] !== null)) return raw
  return { ...raw, [part!]: { ...given, [field]: userId } }
}

/**
 * Validates the input of an operation and merges its parts. Throws `invalid_input`, which names up to `faultsMax` faults.
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
      faults.add(path, 'Contains a NUL character or half of a surrogate pair')
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
