import { ApiError } from '#lib/api/errors'
import type { Caller } from '#lib/auth/caller'
import { ownModels } from '#lib/models/allowed'
import { endpoint } from '#lib/openai-api/serve'

/** A model in OpenAI's form. Its age is not known here. */
const toModel = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'gpts-api-server' })

const modelsOf = (caller: Caller) => ownModels(caller.models).map(toModel)

/** `GET /v1/models`: the models that the key may ask for and the server knows by name. */
export const listModels = endpoint({
  method: 'GET',
  path: '/v1/models',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller }) => ({
    status: 200,
    message: 'The models.',
    data: { object: 'list', data: modelsOf(caller) },
  }),
})

/** `GET /v1/models/{id}`; ids of models may hold slashes. */
export const getModel = endpoint({
  method: 'GET',
  path: '/v1/models/{...id}',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params }) => {
    const id = params.id!
    const found = modelsOf(caller).find((model) => model.id === id)
    if (!found)
      throw new ApiError('not_found', `The model ${id} does not exist, or this key may not ask for it.`, {
        data: { openaiCode: 'model_not_found' },
      })
    return { status: 200, message: 'The model.', data: found }
  },
})
