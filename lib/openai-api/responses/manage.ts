import { removeConversation } from '#lib/conversations/delete'
import { cancel } from '#lib/jobs/end'
import { hasEnded } from '#lib/jobs/schema'
import { wrongParameter } from '#lib/openai-api/errors'
import { findResponse, requestOf, stateOf } from '#lib/openai-api/responses/find'
import { toResponse } from '#lib/openai-api/responses/object'
import { hideResponse } from '#lib/openai-api/responses/store'
import { endpoint } from '#lib/openai-api/serve'

/** `POST /v1/responses/{id}/cancel`: returns the response. A response that has ended does not change. */
export const cancelResponse = endpoint({
  method: 'POST',
  path: '/v1/responses/{id}/cancel',
  access: ['chat'],
  limit: 'manage',
  run: async ({ caller, params }) => {
    const id = params.id!
    const turn = await findResponse(id, caller.userId)
    if (!turn.params.response?.background)
      throw wrongParameter('response_id', 'Only responses that run in the background can be cancelled.')
    if (!hasEnded(turn.job.status))
      await cancel({ jobId: turn.job.jobId, userId: turn.userId }, 'The response was cancelled.')
    const now = await findResponse(id, caller.userId)
    return { status: 200, message: 'The response.', data: toResponse(requestOf(now), stateOf(now)) }
  },
})

/**
 * `DELETE /v1/responses/{id}`: also deletes the conversation if it has no other response and the caller did not name
 * it. Otherwise the items of the response stay in the conversation.
 */
export const deleteResponse = endpoint({
  method: 'DELETE',
  path: '/v1/responses/{id}',
  access: ['chat'],
  limit: 'manage',
  run: async ({ caller, params }) => {
    const id = params.id!
    const { job, userId } = await findResponse(id, caller.userId)
    if (!hasEnded(job.status)) await cancel({ jobId: job.jobId, userId }, 'The response was deleted.')
    const isLast = await hideResponse(job.jobId)
    if (isLast) await removeConversation(job.conversationId, userId)
    return {
      status: 200,
      message: 'The response was deleted.',
      data: { id, object: 'response', deleted: true },
    }
  },
})
