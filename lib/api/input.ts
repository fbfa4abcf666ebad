import { z } from 'zod'
import { ApiError, type FieldError } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'
import { isObject, parseJson } from '#lib/json'
import { tunables } from '#lib/tunables'

/** What a caller sent for each part of an operation, unchecked. */
export type RawInput = { params: unknown; query: unknown; body?: unknown }

/** The parts of a REST request: its path, query and body, with the fields that its headers stand for. */
export async function readRequest(
  operation: Operation,
  request: Request,
  params: Record<string, string | string[]>,
): Promise<RawInput> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  // On the Edge runtime Next repeats the path's parameters in the query.
  for (const name of Object.keys(params)) delete query[name]
  const body = operation.body ? parseBody(await readBody(request)) : undefined
  const fallback = operation.fromHeaders?.(request.headers) ?? {}
  if (!operation.body) return { params, query: { ...fallback, ...query } }
  return { params, query, body: isObject(body) ? { ...fallback, ...body } : body }
}

/**
 * The parts of an operation from fields that are not in parts, as a model gives them. A field that the operation does
 * not have stays in the last part, which refuses it.
 */
export function intoParts(operation: Operation, fields: Record<string, unknown>): RawInput {
  const { params: ofPath, query: ofQuery, body: ofBody } = operation
  const has = (part: z.ZodObject | undefined, name: string) =>
    part !== undefined && Object.hasOwn(part.shape, name)
  const parts = { params: {}, query: {}, body: {} } as Record<keyof RawInput, Record<string, unknown>>
  for (const [name, value] of Object.entries(fields)) {
    if (operation.restOnly?.includes(name)) throw unknownField(name)
    const isText = has(ofPath, name) || has(ofQuery, name) || !ofBody
    const part = has(ofPath, name) ? 'params' : isText ? 'query' : 'body'
    parts[part][name] = isText && ['number', 'boolean'].includes(typeof value) ? String(value) : value
  }
  return ofBody ? parts : { params: parts.params, query: parts.query }
}

const unknownField = (path: string) =>
  new ApiError('invalid_input', `${path}: Unknown field`, { errors: [{ path, message: 'Unknown field' }] })

const userFieldOf = ({ userField = 'userId' }: Operation) => userField

/** The user whom the validated input of an operation names; undefined when it names none. */
export const namedUser = (operation: Operation, input: Record<string, unknown>) =>
  input[userFieldOf(operation)] as string | undefined

/** The same input with the user filled in where the operation has a field for it and the caller named none. */
export function fillUser(operation: Operation, raw: RawInput, userId: string): RawInput {
  const field = userFieldOf(operation)
  const part = (['params', 'query', 'body'] as const).find((name) => operation[name]?.shape[field])
  const given = part && raw[part]
  if (!isObject(given) || Object.hasOwn(given, field)) return raw
  return { ...raw, [part!]: { ...given, [field]: userId } }
}

/** The validated input of an operation, merged from its parts. Throws `invalid_input`, which names every fault. */
export function parseInput(operation: Operation, raw: RawInput): Record<string, unknown> {
  const parts: [z.ZodObject, unknown][] = [
    [operation.params ?? z.strictObject({}), raw.params],
    [operation.query ?? z.strictObject({}), raw.query],
  ]
  if (operation.body) parts.push([operation.body, raw.body])

  const errors: FieldError[] = []
  const input: Record<string, unknown> = {}
  for (const [schema, value] of parts) {
    const broken = unstorableText(value)
    const parsed = schema.safeParse(value)
    errors.push(...broken)
    if (parsed.success) Object.assign(input, parsed.data)
    else errors.push(...parsed.error.issues.flatMap(fieldErrors))
  }
  if (errors.length === 0) return input
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new ApiError('invalid_input', `${first!.path || 'body'}: ${first!.message}${more}`, { errors })
}

/** Reads at most the allowed number of bytes, whatever the caller says the length is. */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length')) > tunables.bodyBytesMax) throw tooLarge()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > tunables.bodyBytesMax) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const tooLarge = () =>
  new ApiError('body_too_large', `The body is larger than ${tunables.bodyBytesMax} bytes.`)

function parseBody(text: string): unknown {
  const value = parseJson(text)
  if (value === undefined) throw new ApiError('invalid_json', 'The body is not valid JSON.')
  return value
}

/** Every unknown field is a problem of its own, named by its path. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String)
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
  return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }))
}

/** Whether the database can hold every text in a value. */
export const isStorable = (value: unknown): boolean => unstorableText(value).length === 0

/** PostgreSQL stores neither NUL nor halves of surrogate pairs, in text or in jsonb. */
function unstorableText(value: unknown): FieldError[] {
  const errors: FieldError[] = []
  // A growing list instead of recursion: a body can be nested deeper than the stack is.
  const found: [path: string, value: unknown][] = [['', value]]
  for (const [path, inner] of found) {
    if (typeof inner === 'string' && (!inner.isWellFormed() || inner.includes('\0')))
      errors.push({ path, message: 'Holds a NUL character or half of a surrogate pair' })
    if (typeof inner !== 'object' || inner === null) continue
    for (const [key, child] of Object.entries(inner)) {
      if (!Array.isArray(inner)) found.push([path, key])
      found.push([path ? `${path}.${key}` : key, child])
    }
  }
  return errors
}
