import { answer } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = (typeof methods)[number]

/** On Node a Next route without path parameters has none at all. */
export type Context = { params: Promise<Record<string, string | string[]> | undefined> }
export type Handler = (request: Request, context: Context) => Promise<Response>
/** The handlers of a path; `OTHER` answers every method that has none of its own. HEAD is GET's. */
export type Handlers = Record<Method | 'OTHER', Handler>

/** Fills the methods that a path does not have with 405 and Allow, and OPTIONS with 204 and Allow (RFC 9110, 9.3.7). */
export function allMethods(given: Partial<Record<Method, Handler>>): Handlers {
  const names = methods.filter((name) => name !== 'OPTIONS' && given[name])
  const allow = names.join(', ')
  const refuse: Handler = (request) =>
    answer(request, async () => {
      const detail = `This path has no ${request.method}, only ${allow}.`
      throw new ApiError('method_not_allowed', detail, { headers: { allow } })
    })
  const known = names.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  const tell: Handler = (request) =>
    answer(
      request,
      async () => new Response(null, { status: 204, headers: { allow: [...known, 'OPTIONS'].join(', ') } }),
    )
  return { ...everyMethod(refuse), OPTIONS: tell, ...given }
}

const everyMethod = (handler: Handler) =>
  Object.fromEntries([...methods, 'OTHER'].map((name) => [name, handler])) as Handlers

/** The handlers of a path that there is not. */
export const unknownPath: Handlers = everyMethod((request) =>
  answer(request, async () => {
    throw new ApiError('not_found', 'There is no such path.')
  }),
)

/** A parameter of the path that is one segment. */
export async function pathParameter({ params }: Context, name: string): Promise<string> {
  return String((await params)?.[name] ?? '')
}
