import { z } from 'zod'
import { ApiError, type FieldError } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'
import { tunables } from '#lib/tunables'

/** The validated input of an operation, merged from path, query, headers and body. Throws ApiError. */
export async function readInput(
  operation: Operation,
  request: Request,
  params: Record<string, string | string[]>,
): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  // On the Edge runtime Next repeats the path's parameters in the query.
  for (const name of Object.keys(params)) delete query[name]
  const body = operation.body ? parseJson(await readBody(request)) : undefined
  const fallback = operation.fromHeaders?.(request.headers) ?? {}
  const parts: [z.ZodObject, unknown][] = [
    [operation.params ?? z.strictObject({}), params],
    [operation.query ?? z.strictObject({}), operation.body ? query : { ...fallback, ...query }],
  ]
  if (operation.body) parts.push([operation.body, isObject(body) ? { ...fallback, ...body } : body])

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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads at most the allowed number of bytes, whatever the caller says the length is. */
export async function readBody(request: Request): Promise<string> {
  const tooLarge = new ApiError('body_too_large', `The body is larger than ${tunables.bodyBytesMax} bytes.`)
  if (Number(request.headers.get('content-length')) > tunables.bodyBytesMax) throw tooLarge
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > tunables.bodyBytesMax) throw tooLarge
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('invalid_json', 'The body is not valid JSON.')
  }
}

/** Every unknown field is a problem of its own, named by its path. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String)
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
  return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }))
}

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
