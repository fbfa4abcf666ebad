import type { Handlers } from '#lib/api/methods'
import { getModel, listModels } from '#lib/openai-api/models'
import { type Endpoint, serveEndpoints, unknownEndpoint } from '#lib/openai-api/serve'

const endpoints: Endpoint[] = [listModels, getModel]

/** Every path of the OpenAI-compatible API with its handlers; what is not there answers as OpenAI does. */
export function openaiRoutes(): { path: string; handlers: Handlers }[] {
  const byPath = Map.groupBy(endpoints, ({ path }) => path)
  return [
    ...[...byPath].map(([path, ofPath]) => ({ path, handlers: serveEndpoints(ofPath) })),
    { path: '/v1', handlers: unknownEndpoint },
    { path: '/v1/{...path}', handlers: unknownEndpoint },
  ]
}
