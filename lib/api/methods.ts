import { answer, type ErrorResponder } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = (typeof methods)[number]

/** On Node a Next route without path parameters has none at all. */
export type Context = { params: Promise<Record<string, string | string[]> | undefined> }
export type Handler = (request: Request, context: Context) => Promise<Response>
/** The handlers of a path; `OTHER` answers every method that has none of its own. HEAD is GET's. */
export type Handlers = Record<Method | 'OTHER', Handler>

/**
 * Fills the methods that a path does not have with 405 and Allow, and OPTIONS with 204 and Allow (RFC 9110, 9.3.7).
 * `refuse` is how the interface answers with an error.
 */
export function allMethods(given: Partial<Record<Method, Handler>>, refuse?: ErrorResponder): Handlers {
  const names = methods.filter((name) => name !== 'OPTIONS' && given[name])
  const allow = names.join(', ')
  const noMethod = fails((request) => {
    const detail = `This path has no ${request.method}, only ${allow}.`
    return new ApiError('method_not_allowed', detail, { headers: { allow } })
  }, refuse)
  const known = names.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  const tell: Handler = (request) =>
    answer(
      request,
      async () => new Response(null, { status: 204, headers: { allow: [...known, 'OPTIONS'].join(', ') } }),
    )
  return { ...everyMethod(noMethod), OPTIONS: tell, ...given }
}

const everyMethod = (handler: Handler) =>
  Object.fromEntries([...methods, 'OTHER'].map((name) => [name, handler])) as Handlers

/** A handler that always answers with an error. */
const fails =
  (errorOf: (request: Request) => ApiError, refuse?: ErrorResponder): Handler =>
  (request) =>
    answer(
      request,
      async () => {
        throw errorOf(request)
      },
      refuse,
    )

/** The handlers of a path that there is not. */
export const unknownPathOf = (refuse?: ErrorResponder): Handlers =>
  everyMethod(fails(() => new ApiError('not_found', 'There is no such path.'), refuse))

export const unknownPath: Handlers = unknownPathOf()

/** A parameter of the path that is one segment. */
export async function pathParameter({ params }: Context, name: string): Promise<string> {
  return String((await params)?.[name] ?? '')
}
