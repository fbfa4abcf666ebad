import { ApiError } from '#lib/api/errors'
import { type ListedModel, modelsFor } from '#lib/models/list'
import { modelId } from '#lib/models/providers'
import { endpoint } from '#lib/openai-api/serve'

/** Converts a model to OpenAI's form. */
const toModel = ({ id, owner, created }: ListedModel) => ({
  id,
  object: 'model',
  created,
  owned_by: owner,
})

/** `GET /v1/models`: the known models that the API key may use. */
export const listModels = endpoint({
  method: 'GET',
  path: '/v1/models',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller }) => ({
    status: 200,
    message: 'The models.',
    data: { object: 'list', data: (await modelsFor(caller.models)).map(toModel) },
  }),
})

/** `GET /v1/models/{id}`. Model ids may contain slashes. */
export const getModel = endpoint({
  method: 'GET',
  path: '/v1/models/{...id}',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params }) => {
    const id = params.id!
    const found = (await modelsFor(caller.models)).find((model) => model.id === modelId(id))
    if (!found)
      throw new ApiError('not_found', `The model ${id} does not exist, or this API key may not use it.`, {
        data: { openaiCode: 'model_not_found' },
      })
    return { status: 200, message: 'The model.', data: toModel(found) }
  },
})
