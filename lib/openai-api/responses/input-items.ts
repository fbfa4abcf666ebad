import { noItem } from '#lib/openai-api/conversations/items'
import { findResponse } from '#lib/openai-api/responses/find'
import { inputItemId } from '#lib/openai-api/responses/item-ids'
import { fitPage, pageOf, toList } from '#lib/openai-api/responses/list'
import { toListedItem } from '#lib/openai-api/responses/listed-item'
import { endpoint } from '#lib/openai-api/serve'

/** `GET /v1/responses/{id}/input_items` */
export const listInputItems = endpoint({
  method: 'GET',
  path: '/v1/responses/{id}/input_items',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params, query }) => {
    const { order, after, limit } = pageOf(query)
    const { job, input } = await findResponse(params.id!, caller.userId)
    const items = input.map((item, index) => toListedItem(item, inputItemId(job.jobId, item.type, index)))
    if (order === 'desc') items.reverse()
    const start = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1
    if (after !== undefined && start === 0) throw noItem(after, 'after')
    const rest = items.slice(start)
    const page = fitPage(rest, limit)
    return { status: 200, message: 'The input items.', data: toList(page, page.length < rest.length) }
  },
})
