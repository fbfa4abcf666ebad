import { operation, type Reply } from '#lib/api/operation'
import { offsetPage } from '#lib/api/paging'
import type { SizeLimit } from '#lib/api/size-limit'
import { type Caller, mayCall } from '#lib/auth/caller'
import { listModelsExamples } from '#lib/catalog/examples'
import { readModelStates } from '#lib/catalog/model-states'
import { listModelsQuery, modelList } from '#lib/catalog/schema'
import { toModelView, toProviderViews } from '#lib/catalog/view'
import { env } from '#lib/env'
import { cachedModelCheckWithTime } from '#lib/models/check'
import { modelsFor } from '#lib/models/list'
import { findModel } from '#lib/models/providers'

/** `GET /api/models` */
export const listModels = operation({
  id: 'listModels',
  method: 'GET',
  path: '/api/models',
  summary:
    "Lists the models that the caller's key may use, with names, prices and their sources, limits, fallbacks, and each circuit breaker with its last error. With the scope admin it also returns the providers and their last check.",
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  query: listModelsQuery,
  responses: { 200: modelList },
  examples: listModelsExamples,
  gpt: false,
  run: list,
})

type Query = { query?: string; provider?: string; limit: number; offset: number }

async function list(input: Query, caller: Caller, sizeLimit?: SizeLimit): Promise<Reply<unknown>> {
  const { query, provider } = input
  const isAdmin = caller.userId === null && mayCall(caller, ['admin'])
  const [known, states, checked] = await Promise.all([
    modelsFor(caller.models),
    readModelStates(),
    isAdmin ? cachedModelCheckWithTime() : undefined,
  ])
  const ids = known
    .map(({ id }) => id)
    .filter((id) => query === undefined || id.toLowerCase().includes(query.toLowerCase()))
    .filter((id) => provider === undefined || findModel(id)!.provider.name === provider)
  const nowMs = Date.now()
  const view = (id: string) => toModelView(id, states, nowMs, isAdmin)
  const { items: models, paging } = offsetPage(ids, input, view, sizeLimit)
  return {
    status: 200,
    message: `${models.length} of ${ids.length} models.`,
    data: {
      models,
      ...(checked && { providers: toProviderViews(checked.check, checked.at) }),
      allowedModels: env().ALLOWED_MODELS ?? null,
      keyModels: caller.models ?? null,
      ...paging,
    },
  }
}
