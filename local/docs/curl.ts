import type { Operation } from '#lib/api/operation'
import { describeOperation } from '#lib/openapi/operation'

/** Returns the first example of an operation as a curl command, without the fields that have their default. */
export function curlLine(operation: Operation): string {
  const { method, path, access, body, examples = [] } = operation
  const input = examples[0]?.input ?? {}
  const { parameters } = describeOperation(operation, '')
  const given = (place: string) =>
    parameters.filter(
      (field) => field.in === place && field.name in input && input[field.name] !== field.schema.default,
    )
  const route = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const query = new URLSearchParams(given('query').map(({ name }) => [name, String(input[name])]))
  const url = `$URL${route}${query.size > 0 ? `?${query}` : ''}`
  const sent = Object.fromEntries(Object.entries(input).filter(([name]) => body && name in body.shape))
  const parts = [
    `curl${method === (body ? 'POST' : 'GET') ? '' : ` -X ${method}`} "${url}"`,
    ...(access === 'anyone' ? [] : ['-H "x-api-key: $API_SECRET_KEY"']),
    ...(body ? ["-H 'Content-Type: application/json'", `-d '${quoted(JSON.stringify(sent))}'`] : []),
  ]
  return parts.join(' \\\n  ')
}

/** Escapes a text for a single-quoted string of a shell. */
const quoted = (text: string) => text.replaceAll("'", `'\\''`)
