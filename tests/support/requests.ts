import { toRawInput } from '#lib/api/input'
import type { Operation } from '#lib/api/operation'

/** A REST request to an operation. `path` includes the query. */
export type RestRequest = { method: string; path: string; body: Record<string, unknown> | undefined }

type Parts = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: Record<string, unknown>
}

/** The REST request that gives an operation these fields. */
export function requestOf(operation: Operation, fields: Record<string, unknown>): RestRequest {
  const { params = {}, query = {}, body } = toRawInput(operation, fields) as Parts
  const path = Object.entries(params).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    operation.path as string,
  )
  const search = new URLSearchParams(query).toString()
  return { method: operation.method, path: search ? `${path}?${search}` : path, body }
}

/** The REST request of an operation's first example. Each operation has one: see tests/lib/openapi/operations.test.ts. */
export const exampleOf = (operation: Operation): RestRequest =>
  requestOf(operation, operation.examples![0]!.input)
