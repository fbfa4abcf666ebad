import createFetchClient from 'openapi-fetch'
import createClient from 'openapi-react-query'
import type { paths } from '../../../docs/examples/typescript/api.d.ts'

/** A client of this server's API, typed by its OpenAPI document. The browser adds the session cookie. */
export const api = createFetchClient<paths>()

/** The same client as TanStack Query hooks: `query.useQuery('get', '/api/jobs/{id}', …)`. */
export const query = createClient(api)

/** The body of an operation's 200 response. */
export type AnswerOf<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': { data: infer Data } } } } }
}
  ? Data
  : never

/** The data of an `api` call. Throws its problem, as the hooks do. */
export async function dataOf<Reply extends { data: unknown }>(
  call: Promise<{ data?: Reply; error?: unknown }>,
): Promise<Reply['data']> {
  const { data, error } = await call
  if (!data) throw error
  return data.data
}
