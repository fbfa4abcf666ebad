import type { z } from 'zod'
import { withoutNulls } from '#lib/api/lenient'
import { eachUnstorable } from '#lib/api/storable'
import { isDeeperThan, isObject } from '#lib/json'
import { wrongParameter } from '#lib/openai-api/errors'
import { tunables } from '#lib/tunables'

/**
 * Validates the body of a request and drops unknown fields. Throws ApiError with the name of the first invalid
 * parameter. `check` runs first, and throws for unsupported parameters.
 */
export function parseBody<S extends z.ZodObject>(
  schema: S,
  body: unknown,
  check?: (body: Record<string, unknown>) => void,
): z.output<S> {
  if (!isObject(body)) throw wrongParameter('body', 'The body must be a JSON object.', 'invalid_type')
  eachUnstorable(body, (path) => {
    const param = paramOf(path)
    throw wrongParameter(param, `${param}: Contains a NUL character or half of a surrogate pair.`)
  })
  // Deeper bodies would overflow the stack of later steps.
  if (isDeeperThan(body, tunables.bodyDepthMax))
    throw wrongParameter('body', `The body is nested deeper than ${tunables.bodyDepthMax} levels.`)
  check?.(body)
  const parsed = schema.safeParse(withoutNulls(schema, body))
  if (parsed.success) return parsed.data
  throw toError(parsed.error.issues, body)
}

/** Formats a path in OpenAI's form: `messages[0].content[1].type`. */
export const paramOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key, i) => (/^\d+$/.test(String(key)) ? `[${String(key)}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('')

/** Validates a part of a body with its own schema. Throws ApiError with the name of the invalid parameter. */
export function parsePart<T extends z.ZodType>(
  schema: T,
  value: unknown,
  path: readonly PropertyKey[],
): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const param = paramOf([...path, ...issue.path])
  throw wrongParameter(param, `${param}: ${issue.message}`)
}

type Issue = z.core.$ZodIssue

function toError(issues: readonly Issue[], body: unknown) {
  const issue = innermost(issues[0]!)
  const param = paramOf(issue.path)
  return wrongParameter(param, `${param}: ${issue.message}`, codeOf(issue, body))
}

/** Returns the deepest issue of a union: its member is the one that the caller most likely meant. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const found = issue.errors
    .flatMap(([first]) => (first ? [innermost({ ...first, path: [...issue.path, ...first.path] })] : []))
    .toSorted((a, b) => b.path.length - a.path.length)
  return found[0] && found[0].path.length > issue.path.length ? found[0] : issue
}

function codeOf(issue: Issue, body: unknown): string {
  if (valueAt(body, issue.path) === undefined) return 'missing_required_parameter'
  if (issue.code === 'invalid_type') return 'invalid_type'
  const unit =
    issue.code === 'too_big' || issue.code === 'too_small' ? unitOf(String(issue.origin)) : undefined
  if (unit) return `${unit}_${issue.code === 'too_big' ? 'above_max' : 'below_min'}_${measures[unit]}`
  return 'invalid_value'
}

const measures = { string: 'length', array: 'length', integer: 'value', decimal: 'value' }

function unitOf(origin: string): keyof typeof measures | undefined {
  if (origin === 'string' || origin === 'array') return origin
  return origin === 'int' ? 'integer' : origin === 'number' ? 'decimal' : undefined
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined | null)?.[key], value)
