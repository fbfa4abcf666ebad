import createFetchClient from 'openapi-fetch'
import createClient from 'openapi-react-query'
import type { paths } from '../../../docs/examples/typescript/api.d.ts'

/** The operations of this server, typed by its OpenAPI document. The browser sends the cookie of the session along. */
export const api = createFetchClient<paths>()

/** The same as hooks of TanStack Query: `query.useQuery('get', '/api/jobs/{id}', …)`. */
export const query = createClient(api)

/** What an operation answers with 200. */
export type AnswerOf<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': { data: infer Data } } } } }
}
  ? Data
  : never

/** What a call of `api` gave. Throws its problem, as the hooks do. */
export async function dataOf<Reply extends { data: unknown }>(
  call: Promise<{ data?: Reply; error?: unknown }>,
): Promise<Reply['data']> {
  const { data, error } = await call
  if (!data) throw error
  return data.data
}
