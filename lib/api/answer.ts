import { type ApiError, problem } from '#lib/api/errors'
import { toApiError } from '#lib/api/perform'
import { newId } from '#lib/ids'
import { dataPolicy } from '#lib/page-policy'

/** How an interface answers with an error. */
export type Refuse = (error: ApiError, requestId: string) => Response

/**
 * Gives each response its request id and what browsers are to know of it, and each error its envelope: a problem, unless
 * the interface has another.
 */
export async function answer(
  request: Request,
  work: (requestId: string) => Promise<Response>,
  refuse: Refuse = problem,
): Promise<Response> {
  const given = request.headers.get('x-request-id')
  const requestId = given && /^[\w.-]{1,100}$/.test(given) ? given : newId('req')
  const response = await work(requestId).catch((error) => refuse(toApiError(error, requestId), requestId))
  response.headers.set('x-request-id', requestId)
  // Events have their own, which keeps proxies from holding them back.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  response.headers.set('x-content-type-options', 'nosniff')
  if (!response.headers.has('content-security-policy'))
    response.headers.set('content-security-policy', dataPolicy)
  return response
}
