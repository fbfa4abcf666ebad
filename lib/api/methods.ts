import { ApiError } from '#lib/api/errors'
import { type ErrorResponder, handleRequest } from '#lib/api/handle-request'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = (typeof methods)[number]

/** On Node, `params` of a Next route without path parameters resolves to undefined. */
export type Context = { params: Promise<Record<string, string | string[]> | undefined> }
export type Handler = (request: Request, context: Context) => Promise<Response>
/** The handlers of a path. `OTHER` handles every other method. GET's handler also answers HEAD. */
export type Handlers = Record<Method | 'OTHER', Handler>

/**
 * Adds handlers for the other methods: 405 with Allow, and for OPTIONS 204 with Allow (RFC 9110, 9.3.7).
 * `toErrorResponse` builds the error response of the interface.
 */
export function allMethods(
  given: Partial<Record<Method, Handler>>,
  toErrorResponse?: ErrorResponder,
): Handlers {
  const names = methods.filter((name) => name !== 'OPTIONS' && given[name])
  const allow = names.join(', ')
  const noMethod = failWith((request) => {
    const detail = `This path does not support ${request.method}, only ${allow}.`
    return new ApiError('method_not_allowed', detail, { headers: { allow } })
  }, toErrorResponse)
  const known = names.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  const options: Handler = (request) =>
    handleRequest(
      request,
      async () => new Response(null, { status: 204, headers: { allow: [...known, 'OPTIONS'].join(', ') } }),
    )
  return { ...everyMethod(noMethod), OPTIONS: options, ...given }
}

const everyMethod = (handler: Handler) =>
  Object.fromEntries([...methods, 'OTHER'].map((name) => [name, handler])) as Handlers

/** A handler that always answers with an error. */
const failWith =
  (errorOf: (request: Request) => ApiError, toErrorResponse?: ErrorResponder): Handler =>
  (request) =>
    handleRequest(
      request,
      async () => {
        throw errorOf(request)
      },
      toErrorResponse,
    )

/** The handlers of a path that does not exist. */
export const unknownPathOf = (toErrorResponse?: ErrorResponder): Handlers =>
  everyMethod(failWith(() => new ApiError('not_found', 'This path does not exist.'), toErrorResponse))

export const unknownPath: Handlers = unknownPathOf()

/** Returns a path parameter that is one segment. */
export async function pathParameter({ params }: Context, name: string): Promise<string> {
  return String((await params)?.[name] ?? '')
}
