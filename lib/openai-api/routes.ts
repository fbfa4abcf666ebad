import type { Handlers } from '#lib/api/methods'
import { createChatCompletion } from '#lib/openai-api/chat/create'
import {
  createConversation,
  createItems,
  deleteConversation,
  deleteItem,
  getConversation,
  getItem,
  listItems,
  updateConversation,
} from '#lib/openai-api/conversations/operations'
import { getModel, listModels } from '#lib/openai-api/models'
import { createResponse } from '#lib/openai-api/responses/create'
import { listInputItems } from '#lib/openai-api/responses/input-items'
import { countInputTokens } from '#lib/openai-api/responses/input-tokens'
import { cancelResponse, deleteResponse } from '#lib/openai-api/responses/manage'
import { getResponse } from '#lib/openai-api/responses/retrieve'
import { type Endpoint, serveEndpoints, unknownEndpoint } from '#lib/openai-api/serve'

/** Every endpoint of the OpenAI-compatible API. */
export const endpoints: readonly Endpoint[] = [
  listModels,
  getModel,
  createChatCompletion,
  createResponse,
  countInputTokens,
  getResponse,
  deleteResponse,
  cancelResponse,
  listInputItems,
  createConversation,
  getConversation,
  updateConversation,
  deleteConversation,
  listItems,
  createItems,
  getItem,
  deleteItem,
]

/** Every path of the OpenAI-compatible API with its handlers. Unknown paths return an error in OpenAI's form. */
export function openaiRoutes(): { path: string; handlers: Handlers }[] {
  const byPath = Map.groupBy(endpoints, ({ path }) => path)
  return [
    ...[...byPath].map(([path, ofPath]) => ({ path, handlers: serveEndpoints(ofPath) })),
    { path: '/v1', handlers: unknownEndpoint },
    { path: '/v1/{...path}', handlers: unknownEndpoint },
  ]
}
